import type { MessagePart } from "../chat/message-part.ts";
import type { Message } from "../chat/message.ts";

/**
 * Whether there is anything among these messages that the user did not write: an attachment, a source, the
 * output of a tool that reads. It may contain instructions that the model mistakes for the user's.
 */
export function hasUntrustedText(branch: readonly Pick<Message, "parts">[]): boolean {
  return branch.some(({ parts }) => parts.some(isUntrusted));
}

function isUntrusted(part: MessagePart): boolean {
  switch (part.type) {
    case "media":
    case "file":
    case "source":
    case "unknown":
      return true;
    case "tool-result":
      return part.isUntrusted === true;
    case "text":
    case "reasoning":
    case "receipt":
    case "transcript":
    case "tool-call":
      return false;
  }
}
