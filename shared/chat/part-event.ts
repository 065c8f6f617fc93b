import type { ConversationId, MessageId } from "./message.ts";
import { isGrowing, type MessagePart, type PartId, type PartStatus } from "./message-part.ts";

/** A step by which the parts of a reply grow. */
export type PartChange =
  /** The part as it begins; it is appended to the message. */
  | { readonly type: "part-started"; readonly part: MessagePart }
  | { readonly type: "part-delta"; readonly partId: PartId; readonly text: string }
  /** Replaces the part of the same id: a tool call that was approved, a panel that was opened. */
  | { readonly type: "part-updated"; readonly part: MessagePart }
  | ({ readonly type: "part-ended"; readonly partId: PartId } & PartEnd);

export interface PartEnd {
  readonly status: Exclude<PartStatus, "streaming">;
  /** Of reasoning. */
  readonly durationMs?: number;
  readonly isCutShort?: true;
}

/** `seq` counts the changes of a run from 1; a gap means that a change was missed. */
export type PartEvent = PartChange & {
  readonly runId: string;
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly seq: number;
};

/** The parts after a change; the same array where it names a part that is not there. */
export function applyPartChange(parts: readonly MessagePart[], change: PartChange): readonly MessagePart[] {
  switch (change.type) {
    case "part-started":
      return [...parts, change.part];
    case "part-delta":
      return replaced(parts, change.partId, (part) =>
        isGrowing(part) ? { ...part, text: part.text + change.text } : part,
      );
    case "part-updated":
      return replaced(parts, change.part.id, () => change.part);
    case "part-ended":
      return replaced(parts, change.partId, (part) => endedPart(part, change));
  }
}

/** The part in its final form. */
export function endedPart(part: MessagePart, { status, durationMs, isCutShort }: PartEnd): MessagePart {
  if (part.type !== "reasoning") return { ...part, status };
  return {
    ...part,
    status,
    durationMs: durationMs ?? part.durationMs,
    ...(isCutShort && { isCutShort }),
  };
}

function replaced(
  parts: readonly MessagePart[],
  id: PartId,
  replace: (part: MessagePart) => MessagePart,
): readonly MessagePart[] {
  // Changes nearly always concern the last part.
  const index = parts.findLastIndex((part) => part.id === id);
  const part = parts[index];
  if (!part) return parts;
  const next = [...parts];
  next[index] = replace(part);
  return next;
}
