import type { MessagePart } from "../../shared/chat/message-part.ts";
import type { PlacedPart } from "./message-table.ts";

interface GrowingPart {
  readonly type: "thought" | "text";
  /** Joined only when somebody wants the whole, so that a delta costs the same in a long reply as in a short one. */
  chunks: string[];
  durationMs: number | null;
  isCut: boolean;
  isSaved: boolean;
}

/** What a reply consists of so far: a delta continues the last part, or begins the next one when its kind differs. */
export class StreamedParts {
  readonly #parts: GrowingPart[] = [];

  /** How many there are. */
  get count(): number {
    return this.#parts.length;
  }

  /** A part to be continued, although the last one may be of its kind. */
  begin(type: "thought" | "text", text = ""): void {
    this.#parts.push({ type, chunks: [text], durationMs: null, isCut: false, isSaved: false });
  }

  append(type: "thought" | "text", text: string): void {
    const last = this.#parts.at(-1);
    if (last?.type === type) {
      last.chunks.push(text);
      last.isSaved = false;
    } else {
      this.begin(type, text);
    }
  }

  /** Gives the last thought its duration, unless it has one or there is none. */
  endThought(durationMs: number): void {
    const thought = this.#parts.findLast((part) => part.type === "thought");
    if (thought?.durationMs !== null) return;
    thought.durationMs = Math.round(durationMs);
    thought.isSaved = false;
  }

  /** Says of the last part that it is not whole. */
  cutLast(): void {
    const last = this.#parts.at(-1);
    if (!last) return;
    last.isCut = true;
    last.isSaved = false;
  }

  snapshot(): MessagePart[] {
    return this.#parts.map(messagePartOf);
  }

  /** What has grown since `markSaved`. */
  unsaved(): PlacedPart[] {
    return this.#parts.flatMap((part, position) =>
      part.isSaved ? [] : [{ position, part: messagePartOf(part) }],
    );
  }

  markSaved(): void {
    for (const part of this.#parts) part.isSaved = true;
  }
}

function messagePartOf(part: GrowingPart): MessagePart {
  part.chunks = [part.chunks.join("")];
  const text = part.chunks[0] ?? "";
  return part.type === "text"
    ? { type: "text", text, ...(part.isCut && { isCut: true }) }
    : { type: "thought", text, durationMs: part.durationMs };
}
