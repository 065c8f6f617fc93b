import type { JsonObject, MessagePart, PartStatus, PartType } from "../../shared/chat/message-part.ts";

/** A row of `parts`. */
export interface PartRow {
  readonly id: string;
  readonly message_seq: number;
  readonly position: number;
  /** Also types of newer versions. */
  readonly type: string;
  readonly status: PartStatus;
  /** The rest of the part, as a JSON object. */
  readonly payload: string;
}

export function partOf({ id, type, status, payload: json }: PartRow): MessagePart {
  const payload = JSON.parse(json) as JsonObject;
  if (!isKnown(type)) return { id, type: "unknown", status, storedType: type, payload };
  // Written by `partColumns` from a part of this type.
  return { ...payload, id, type, status } as unknown as MessagePart;
}

/** The columns `id`, `type`, `status`, `payload`. */
export function partColumns(part: MessagePart): [string, string, PartStatus, string] {
  if (part.type === "unknown") return [part.id, part.storedType, part.status, JSON.stringify(part.payload)];
  const { id, type, status, ...payload } = part;
  return [id, type, status, JSON.stringify(payload)];
}

type KnownType = Exclude<PartType, "unknown">;

/** A type that is missing here does not compile. */
const knownTypes: Readonly<Record<KnownType, true>> = {
  text: true,
  reasoning: true,
  receipt: true,
  transcript: true,
  "tool-call": true,
  "tool-result": true,
  source: true,
  media: true,
  file: true,
};

function isKnown(type: string): type is KnownType {
  return Object.hasOwn(knownTypes, type);
}
