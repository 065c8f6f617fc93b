import { randomUUID } from "node:crypto";
import type { ChatSettings } from "../../shared/chat/chat-settings.ts";
import type { ConversationId, Message, MessageId, ReplyStats } from "../../shared/chat/message.ts";
import type { Run, RunDelta, RunPhase } from "../../shared/chat/run.ts";
import { StreamedParts } from "./streamed-parts.ts";

/** Which model is to write, as the chat had it when the message was sent. */
export interface WantedModel {
  readonly modelId: string;
  /** To speak of it when it is gone. */
  readonly modelName: string;
  /** In tokens; null: chosen from the model and the free memory. */
  readonly contextLength: number | null;
}

/** A reply between Send and its end. */
export class Reply {
  readonly runId = randomUUID();
  /** As it was when it was asked for. */
  readonly message: Message;
  /** The settings at the time of sending: a later change is for the next message. */
  readonly settings: ChatSettings;
  readonly wantedModel: WantedModel;
  readonly parts = new StreamedParts();
  /** The model that writes, by its present name. */
  modelName: string;
  /** Of the requests so far, where it takes several. */
  stats: ReplyStats | null = null;
  isStopWanted = false;
  hasEnded = false;
  #phase: RunPhase = { type: "queued", ahead: 0 };
  #seq = 0;
  #thinkingSince: number | null = null;

  constructor(
    message: Message,
    chat: { readonly modelId: string; readonly modelName: string; readonly settings: ChatSettings },
  ) {
    const { modelId, modelName, settings } = chat;
    this.message = message;
    this.settings = settings;
    this.modelName = modelName;
    this.wantedModel = { modelId, modelName, contextLength: settings.contextLength };
  }

  get names(): {
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
    return { ...this.names, phase: this.#phaseNow(), seq: this.#seq };
  }

  /** Returns whether that is news worth telling: another phase, or progress that shows. */
  enter(phase: RunPhase): boolean {
    const old = this.#phase;
    if (isSamePhase(old, phase)) return false;
    if (phase.type === "thinking") this.#thinkingSince ??= performance.now();
    this.#phase = phase;
    return true;
  }

  /** Adds text and numbers it. */
  append(part: "thought" | "text", text: string): RunDelta {
    this.parts.append(part, text);
    this.#seq += 1;
    return { ...this.names, seq: this.#seq, part, text };
  }

  /** For a thought that was cut off: nobody else measured it. */
  endOpenThought(): void {
    if (this.#thinkingSince !== null) this.parts.endThought(performance.now() - this.#thinkingSince);
  }

  /** Whether the engine has it: from here on it is the engine that ends it. */
  get isGenerating(): boolean {
    return ["reading", "thinking", "answering"].includes(this.#phase.type);
  }

  /** The stored message with the text that is not stored yet. */
  withText(stored = this.message): Message {
    return { ...stored, parts: this.parts.snapshot() };
  }

  #phaseNow(): RunPhase {
    if (this.#phase.type !== "thinking" || this.#thinkingSince === null) return this.#phase;
    return { type: "thinking", elapsedMs: Math.round(performance.now() - this.#thinkingSince) };
  }
}

/** Whether a person would see no difference; progress shows from one percent on. */
function isSamePhase(old: RunPhase, next: RunPhase): boolean {
  if (old.type === "queued" && next.type === "queued") return old.ahead === next.ahead;
  if ("progress" in old && "progress" in next && old.type === next.type) {
    return next.progress < 1 ? Math.abs(next.progress - old.progress) < 0.01 : old.progress === 1;
  }
  return old.type === next.type;
}
