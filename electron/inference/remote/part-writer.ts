import { randomUUID } from "node:crypto";
import type { PartId } from "../../../shared/chat/message-part.ts";
import type { PartEnd } from "../../../shared/chat/part-event.ts";
import type { ToolCall } from "../../../shared/formats/call-syntax.ts";
import type {
  GeneratedPartEvent,
  GeneratedPartType,
  ToolCallEvent,
} from "../../../shared/inference/generation.ts";

/** One frame at 60 Hz. */
const frameMs = 16;

interface OpenPart {
  readonly id: PartId;
  readonly type: GeneratedPartType;
  readonly startedAtMs: number;
  lastTextAtMs: number;
}

/**
 * Turns pieces of text into part events: at most one part is open, and its text is gathered to about one
 * delta a frame. Blank parts, white space around reasoning and empty lines before an answer are dropped, as
 * for local models.
 */
export class PartWriter {
  readonly #push: (event: GeneratedPartEvent | ToolCallEvent) => void;
  #openCall: PartId | null = null;
  #open: OpenPart | null = null;
  /** White space that is dropped unless text of its type follows. */
  #held = "";
  #heldType: GeneratedPartType = "text";
  #pending = "";
  #sentAtMs = -Infinity;
  #timer: NodeJS.Timeout | null = null;
  #hasText = false;
  #hasReasoning = false;

  constructor(push: (event: GeneratedPartEvent | ToolCallEvent) => void) {
    this.#push = push;
  }

  get openType(): GeneratedPartType | null {
    return this.#open?.type ?? null;
  }

  /** Whether the model has begun an answer. */
  get hasText(): boolean {
    return this.#hasText;
  }

  get hasReasoning(): boolean {
    return this.#hasReasoning;
  }

  /** @param reasoningEnd how reasoning ends that this text follows */
  write(type: GeneratedPartType, text: string, reasoningEnd: Pick<PartEnd, "isCutShort"> = {}): void {
    if (text === "") return;
    if (type !== this.#heldType) {
      this.#held = "";
      this.#heldType = type;
    }
    const isContinued = this.#open?.type === type;
    const written = this.#held + text;
    const visible = isContinued ? written : withoutLead(type, written);
    const words = type === "reasoning" ? visible.trimEnd() : visible;
    if (words.trim() === "" && !(isContinued && type === "text")) {
      this.#held = written;
      return;
    }
    this.#held = visible.slice(words.length);
    if (!isContinued) {
      this.end({ status: "complete", ...reasoningEnd });
      this.#begin(type);
    }
    this.#append(words);
  }

  /** Begins a call, which `call` or `end` ends. */
  startCall(name: string, reasoningEnd: Pick<PartEnd, "isCutShort"> = {}): void {
    this.end({ status: "complete", ...reasoningEnd });
    this.#held = "";
    this.#openCall = randomUUID();
    this.#push({ type: "tool-call-started", partId: this.#openCall, name });
  }

  call(call: ToolCall): void {
    if (this.#openCall === null) return;
    this.#push({ type: "tool-call", partId: this.#openCall, ...call });
    this.#openCall = null;
  }

  /** Ends the open part; nothing where none is. */
  end({ status, isCutShort }: Pick<PartEnd, "status" | "isCutShort">): void {
    if (this.#openCall !== null) {
      this.#push({ type: "part-ended", partId: this.#openCall, status: "incomplete" });
      this.#openCall = null;
    }
    const open = this.#open;
    if (open === null) return;
    this.#flush();
    this.#open = null;
    const isReasoning = open.type === "reasoning";
    this.#push({
      type: "part-ended",
      partId: open.id,
      status,
      ...(isReasoning && { durationMs: Math.round(open.lastTextAtMs - open.startedAtMs) }),
      ...(isReasoning && isCutShort && { isCutShort }),
    });
  }

  #begin(type: GeneratedPartType) {
    const nowMs = performance.now();
    this.#open = { id: randomUUID(), type, startedAtMs: nowMs, lastTextAtMs: nowMs };
    if (type === "text") this.#hasText = true;
    else this.#hasReasoning = true;
    this.#push({ type: "part-started", partId: this.#open.id, partType: type });
  }

  #append(text: string) {
    if (this.#open) this.#open.lastTextAtMs = performance.now();
    this.#pending += text;
    const waitMs = this.#sentAtMs + frameMs - performance.now();
    if (waitMs <= 0) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), waitMs);
  }

  #flush() {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#pending === "" || this.#open === null) return;
    this.#push({ type: "part-delta", partId: this.#open.id, text: this.#pending });
    this.#pending = "";
    this.#sentAtMs = performance.now();
  }
}

/** The indentation of an answer's first line stays: it may be code. */
function withoutLead(type: GeneratedPartType, text: string): string {
  return type === "reasoning" ? text.trimStart() : text.replace(/^\s*\n/, "");
}
