import { isGrowing, type MessagePart } from "../../../../shared/chat/message-part.ts";

/** A part, and the parts that are drawn together with it. */
export interface PartGroup {
  readonly part: MessagePart;
  readonly joined: readonly MessagePart[];
}

/**
 * The parts of a message as they are drawn, in its order: a tool's result inside its call, attachments that
 * follow each other side by side, all receipts or transcripts as one result, and numbered sources together at
 * the end. Text and reasoning without any words are left out.
 */
export function partGroups(parts: readonly MessagePart[]): readonly PartGroup[] {
  const taken = new Set<MessagePart>();
  const groups: PartGroup[] = [];
  for (const [index, part] of parts.entries()) {
    if (taken.has(part) || hasNothingToDraw(part)) continue;
    const joined = joinedWith(part, parts, index);
    for (const other of joined) taken.add(other);
    groups.push({ part, joined });
  }
  // Whatever else the reply has, they are below it.
  const isSource = ({ part }: PartGroup) => isNumberedSource(part);
  return [...groups.filter((group) => !isSource(group)), ...groups.filter(isSource)];
}

function isNumberedSource(part: MessagePart): boolean {
  return part.type === "source" && part.number !== undefined;
}

/** Whether a part has no words yet, or was generated without any. */
export function isBlank(part: MessagePart): boolean {
  return isGrowing(part) && part.text.trim() === "";
}

/** The place of a receipt or transcript shows how far its task is, even before its first word. */
function hasNothingToDraw(part: MessagePart): boolean {
  return (part.type === "text" || part.type === "reasoning") && isBlank(part);
}

function joinedWith(part: MessagePart, parts: readonly MessagePart[], index: number): readonly MessagePart[] {
  const following = parts.slice(index + 1);
  switch (part.type) {
    case "tool-call": {
      const result = following.find((other) => other.type === "tool-result" && other.callId === part.callId);
      return result ? [result] : [];
    }
    case "media":
    case "file": {
      const end = following.findIndex((other) => other.type !== "media" && other.type !== "file");
      return end === -1 ? following : following.slice(0, end);
    }
    case "receipt":
    case "transcript":
      return following.filter((other) => other.type === "receipt" || other.type === "transcript");
    case "source":
      return isNumberedSource(part) ? following.filter(isNumberedSource) : [];
    case "text":
    case "reasoning":
    case "tool-result":
    case "unknown":
      return [];
  }
}
