import { randomUUID } from "node:crypto";
import type { ChatSettings } from "../../shared/chat/chat-settings.ts";
import type { ConversationId, Message, MessageId, ReplyStats } from "../../shared/chat/message.ts";
import type { PartChange, PartEvent } from "../../shared/chat/part-event.ts";
import type { Run, RunPhase } from "../../shared/chat/run.ts";
import type { WantedModel } from "../inference/inference-request.ts";
import { GrowingParts } from "./growing-parts.ts";

/** A reply between Send and its end. */
export class Reply {
  readonly runId = randomUUID();
  /** As it was when it was requested. */
  readonly message: Message;
  /** The settings at the time of sending: a later change applies to the next message. */
  readonly settings: ChatSettings;
  readonly wantedModel: WantedModel;
  readonly parts: GrowingParts;
  /** Aborted by Stop. */
  readonly abort = new AbortController();
  /** The current name of the model that writes. */
  modelName: string;
  /** Of all generations so far. */
  stats: ReplyStats | null = null;
  isStopWanted = false;
  hasEnded = false;
  /** Closes the model's reasoning; set while it generates. */
  endReasoning: () => void = () => undefined;
  #phase: RunPhase = { type: "queued", ahead: 0 };
  #seq = 0;
  #reasoningSince: number | null = null;

  constructor(
    message: Message,
    chat: { readonly modelId: string; readonly modelName: string; readonly settings: ChatSettings },
  ) {
    const { modelId, modelName, settings } = chat;
    this.message = message;
    this.settings = settings;
    this.parts = new GrowingParts(message.parts);
    this.modelName = modelName;
    this.wantedModel = { modelId, modelName, contextLength: settings.contextLength };
  }

  get ids(): {
    readonly runId: string;
    readonly conversationId: ConversationId;
    readonly messageId: MessageId;
  } {
    return { runId: this.runId, conversationId: this.message.conversationId, messageId: this.message.id };
  }

  get phase(): RunPhase {
    return this.#phase;
  }

  /** As pages see it. */
  get run(): Run {
    return { ...this.ids, phase: this.#phaseNow(), seq: this.#seq };
  }

  /** Returns whether the change is worth publishing: another phase, or visible progress. */
  enter(phase: RunPhase): boolean {
    const old = this.#phase;
    if (isSamePhase(old, phase)) return false;
    this.#reasoningSince = phase.type === "reasoning" ? performance.now() : null;
    this.#phase = phase;
    return true;
  }

  /** Applies a change of a part and numbers it. */
  apply(change: PartChange): PartEvent {
    this.parts.apply(change);
    this.#seq += 1;
    return { ...change, ...this.ids, seq: this.#seq };
  }

  /** Closes a part that was cut off, with the time that was spent on reasoning, and calls without a result. */
  endOpenParts(): readonly PartEvent[] {
    const part = this.parts.last;
    const since = this.#reasoningSince;
    const isTimed = part?.type === "reasoning" && since !== null;
    const ended =
      part?.status === "streaming"
        ? [
            this.apply({
              type: "part-ended",
              partId: part.id,
              status: "incomplete",
              ...(isTimed && { durationMs: Math.round(performance.now() - since) }),
            }),
          ]
        : [];
    return [...ended, ...this.#interruptCalls()];
  }

  /** Whether the engine, or a server, is at work for it and has to be asked to stop. */
  get isGenerating(): boolean {
    return ["prefill", "reasoning", "answering", "paused"].includes(this.#phase.type);
  }

  /** The stored message with the parts as they are now. */
  withParts(stored = this.message): Message {
    return { ...stored, parts: this.parts.snapshot() };
  }

  #interruptCalls(): readonly PartEvent[] {
    return this.parts
      .snapshot()
      .filter((part) => part.type === "tool-call")
      .filter(({ state }) => state === "waiting" || state === "running")
      .map(({ progress: _, ...call }) =>
        this.apply({ type: "part-updated", part: { ...call, state: "interrupted" } }),
      );
  }

  #phaseNow(): RunPhase {
    if (this.#phase.type !== "reasoning" || this.#reasoningSince === null) return this.#phase;
    return { type: "reasoning", elapsedMs: Math.round(performance.now() - this.#reasoningSince) };
  }
}

/** Whether a user would see no difference; progress is visible from one percent on. */
function isSamePhase(old: RunPhase, next: RunPhase): boolean {
  if (old.type === "queued" && next.type === "queued") return old.ahead === next.ahead;
  if ("progress" in old && "progress" in next && old.type === next.type) {
    return next.progress < 1 ? Math.abs(next.progress - old.progress) < 0.01 : old.progress === 1;
  }
  return old.type === next.type;
}
