import { mediaOf } from "../../shared/chat/message.ts";
import type { PartChange } from "../../shared/chat/part-event.ts";
import type { RunPhase } from "../../shared/chat/run.ts";
import { reasoningBudgetTokens, type ChatSettings } from "../../shared/chat/chat-settings.ts";
import type { ChatModelInfo } from "../../shared/inference/chat-model-info.ts";
import type { GenerateOptions, Sampling } from "../../shared/inference/generate-options.ts";
import type { GeneratedPartEvent, ToolCallEvent } from "../../shared/inference/generation.ts";
import { AppError, toFailure, type Failure } from "../../shared/ipc/result.ts";
import type { Log } from "../home/log.ts";
import type { InferenceEvent, InferenceResult, PreparedRequest } from "../inference/inference-request.ts";
import type { InferenceService } from "../inference/inference-service.ts";
import type { ModelSource } from "../inference/model-source.ts";
import type { Priority } from "../inference/scheduler.ts";
import type { Publish } from "../ipc/publish.ts";
import { expectTaken } from "../media/expect-taken.ts";
import { withoutUndefined } from "../without-undefined.ts";
import type { ConversationStore } from "./conversation-store.ts";
import type { LiveReplies } from "./live-replies.ts";
import type { ReplyEnd, ReplyStorage } from "./reply-storage.ts";
import type { Reply } from "./reply.ts";

export interface ReplyWriterOptions {
  readonly inference: InferenceService;
  readonly models: ModelSource;
  readonly store: ConversationStore;
  readonly storage: ReplyStorage;
  readonly live: LiveReplies;
  readonly publish: Publish;
  readonly log: Log;
}

/** One generation of a reply. */
export interface ReplyStep {
  readonly priority: Priority;
  /** Called when the model is ready. @throws AppError which fails the reply */
  prepare(model: ChatModelInfo): PreparedRequest;
  /** What an event of the generation changes in the parts of the reply. */
  changesFor(event: GeneratedPartEvent | ToolCallEvent): readonly PartChange[];
}

type EndStatus = ReplyEnd["status"];

/**
 * Turns the events of generations into the parts of a reply, and ends replies. Every change is published and
 * stored. What a reply consists of is up to `TurnWriter` and `PieceWriter`.
 */
export class ReplyWriter {
  readonly #options: ReplyWriterOptions;

  constructor(options: ReplyWriterOptions) {
    this.#options = options;
  }

  /**
   * Runs one generation and adds its parts to the reply.
   * @throws AppError as `Inference.result` does
   */
  async generate(reply: Reply, step: ReplyStep): Promise<InferenceResult> {
    const { inference } = this.#options;
    const running = inference.generate(
      {
        model: reply.wantedModel,
        priority: step.priority,
        whenMemoryShort: "ask",
        prepare: (model) => step.prepare(model),
      },
      reply.abort.signal,
    );
    reply.endReasoning = () => running.endReasoning();
    for await (const event of running.events) {
      if (!reply.hasEnded) this.#receive(reply, event, step);
    }
    reply.endReasoning = () => undefined;
    return running.result;
  }

  enter(reply: Reply, phase: RunPhase): void {
    if (!reply.hasEnded && reply.enter(phase)) this.#options.publish({ event: "chat.run", data: reply.run });
  }

  /** Ends the reply once; what the engine still reports afterwards is ignored. */
  end(reply: Reply, wanted: EndStatus, kept: StoredResult = storedSoFar(reply)): void {
    if (reply.hasEnded) return;
    const { live, storage, publish } = this.#options;
    // The user pressed Stop, and will remember that rather than a crash that followed.
    const isStopped = reply.isStopWanted && wanted.type === "failed";
    const status: EndStatus = isStopped ? { type: "incomplete", reason: "stopped" } : wanted;
    for (const event of reply.endOpenParts()) publish({ event: "chat.part", data: event });
    reply.hasEnded = true;
    live.remove(reply);
    const { message, conversation } = storage.end(reply, { status, ...kept });
    publish({ event: "chat.message", data: message });
    publish({ event: "chat.ended", data: reply.ids });
    if (conversation) publish({ event: "conversation.changed", data: conversation });
  }

  /** Changes a part, publishes the change and stores it soon. */
  apply(reply: Reply, change: PartChange): void {
    if (reply.hasEnded) return;
    const { storage, publish } = this.#options;
    publish({ event: "chat.part", data: reply.apply(change) });
    if (change.type === "part-delta" || isProgress(change)) storage.flushSoon(reply);
    else storage.flush(reply);
  }

  fail(reply: Reply, thrown: unknown): void {
    if (!(thrown instanceof AppError)) this.#options.log.error("A reply failed", thrown);
    this.end(reply, { type: "failed", error: this.#naming(reply, toFailure(thrown)) });
    // Where a bug ended the reply, its generation is still running.
    reply.abort.abort();
  }

  /** @throws AppError `media-unsupported`: the model does not accept what is attached to the question */
  expectMediaTaken(reply: Reply, model: ChatModelInfo): void {
    const { store, models } = this.#options;
    const attached = mediaOf(store.messages.get(reply.message.parentId ?? ""));
    expectTaken(attached, model, models.list());
  }

  /** The engine knows an image by its bytes, and the user by its name. */
  #naming(reply: Reply, failure: Failure): Failure {
    const { parentId } = reply.message;
    if (failure.code !== "media-too-detailed" || parentId === null) return failure;
    const attached = mediaOf(this.#options.store.messages.get(parentId));
    const medium = attached.find(({ prepared }) =>
      prepared.some(({ hash }) => hash === failure.data["hash"]),
    );
    return medium ? { ...failure, data: { ...failure.data, name: medium.name } } : failure;
  }

  #receive(reply: Reply, event: InferenceEvent, step: ReplyStep): void {
    switch (event.type) {
      case "queued":
        this.enter(reply, { type: "queued", ahead: event.ahead });
        return;
      case "loading":
        this.enter(reply, { type: "loading-model", progress: event.progress });
        return;
      case "model-ready":
        reply.modelName = event.model.name;
        return;
      case "prefill":
      case "paused":
        this.enter(reply, event);
        return;
      case "part-started":
      case "part-delta":
      case "part-ended":
        this.#enterPartPhase(reply, event);
        for (const change of step.changesFor(event)) this.apply(reply, change);
        return;
      case "tool-call-started":
      case "tool-call":
        this.enter(reply, { type: "answering" });
        for (const change of step.changesFor(event)) this.apply(reply, change);
    }
  }

  #enterPartPhase(reply: Reply, event: GeneratedPartEvent): void {
    if (event.type === "part-started" && event.partType === "reasoning") {
      this.enter(reply, { type: "reasoning", elapsedMs: 0 });
    } else if (event.type === "part-started" || (event.type === "part-delta" && isInterrupted(reply.phase))) {
      const isReasoning = event.type === "part-delta" && reply.parts.last?.type === "reasoning";
      this.enter(reply, isReasoning ? { type: "reasoning", elapsedMs: 0 } : { type: "answering" });
    }
  }
}

/** The options of a reply: the chat's settings, overridden by its task. */
export function generateOptionsOf({ settings, message }: Reply): GenerateOptions {
  const { topP, topK, minP, seed, thinkingBudget, stop } = settings;
  const { jsonSchema, ...task } = message.task ?? {};
  const { thinking, temperature, maxTokens } = { ...settings, ...withoutUndefined(task) };
  return {
    owner: message.conversationId,
    thinking,
    reasoningBudgetTokens: reasoningBudgetTokens[thinkingBudget],
    sampling: {
      temperature,
      topP,
      topK,
      seed,
      ...(minP > 0 && { minP }),
      ...(message.task === null && penaltiesOf(settings)),
    },
    maxTokens,
    ...(message.task === null && stop.length > 0 && { stop }),
    ...(jsonSchema && { jsonSchema }),
  };
}

/**
 * Only those that have an effect. A task's answer repeats what it reads, so penalties do not apply to tasks.
 */
function penaltiesOf({ repeatPenalty, presencePenalty, frequencyPenalty }: ChatSettings): Partial<Sampling> {
  return {
    ...(repeatPenalty !== 1 && { repeatPenalty }),
    ...(presencePenalty !== 0 && { presencePenalty }),
    ...(frequencyPenalty !== 0 && { frequencyPenalty }),
  };
}

/** Of a running tool. Losing it does no harm. */
function isProgress(change: PartChange): boolean {
  return change.type === "part-updated" && change.part.type === "tool-call" && "progress" in change.part;
}

/** Whether a part is continued after a pause, or after older turns left a full context. */
function isInterrupted({ type }: RunPhase): boolean {
  return type === "paused" || type === "prefill";
}

type StoredResult = Pick<ReplyEnd, "stats" | "contextStartId">;

/** Of a reply that ends otherwise than with a generation: the pieces that were written before count. */
const storedSoFar = ({ stats }: Reply): StoredResult => ({ stats, contextStartId: null });
