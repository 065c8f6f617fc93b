import { randomUUID } from "node:crypto";
import type { PartEnd } from "../../../../shared/chat/part-event.ts";
import type { PartId } from "../../../../shared/chat/message-part.ts";
import type { OutputEvent } from "../../../../shared/formats/output-parser.ts";
import type {
  GeneratedPartEvent,
  GeneratedPartType,
  ToolCallEvent,
} from "../../../../shared/inference/generation.ts";
import { DeltaStream } from "./delta-stream.ts";

/** Turns what the parser finds into events by part. At most one part is open at a time. */
export class ReplyParts {
  readonly #post: (event: GeneratedPartEvent | ToolCallEvent) => void;
  readonly #deltas: DeltaStream;
  #open: { readonly id: PartId; readonly type: GeneratedPartType | "tool-call" } | null = null;

  constructor(post: (event: GeneratedPartEvent | ToolCallEvent) => void) {
    this.#post = post;
    this.#deltas = new DeltaStream((text) => {
      if (this.#open !== null) post({ type: "part-delta", partId: this.#open.id, text });
    });
  }

  /** @param reasoning how reasoning that this event ends is recorded */
  take(event: OutputEvent, reasoning: Pick<PartEnd, "durationMs" | "isCutShort">): void {
    if (event.type === "reasoning-ended") {
      this.#end({ status: "complete", ...reasoning });
      return;
    }
    if (event.type === "tool-call-started") {
      this.#end({ status: "complete" });
      this.#open = { id: randomUUID(), type: "tool-call" };
      this.#post({ ...event, partId: this.#open.id });
      return;
    }
    if (event.type === "tool-call") {
      if (this.#open?.type === "tool-call") this.#post({ ...event, partId: this.#open.id });
      this.#open = null;
      return;
    }
    if (this.#open?.type !== event.part) {
      this.#end({ status: "complete" });
      this.#open = { id: randomUUID(), type: event.part };
      this.#post({ type: "part-started", partId: this.#open.id, partType: event.part });
    }
    this.#deltas.write(event.text);
  }

  /** Ends the part that is still open at the end of the reply. */
  finish(status: PartEnd["status"], reasoningMs: number): void {
    this.#end({ status, ...(this.#open?.type === "reasoning" && { durationMs: reasoningMs }) });
  }

  /** Sends all text so far, before a pause. */
  flush(): void {
    this.#deltas.flush();
  }

  #end(end: PartEnd): void {
    if (this.#open === null) return;
    this.#deltas.flush();
    this.#post({ type: "part-ended", partId: this.#open.id, ...end });
    this.#open = null;
  }
}
