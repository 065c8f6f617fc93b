import { contextStart } from "../../shared/chat/context-start.ts";
import { mediaOf } from "../../shared/chat/message.ts";
import type { RunPhase } from "../../shared/chat/run.ts";
import { branchTo, treeOf } from "../../shared/chat/message-tree.ts";
import type { GenerateRequest } from "../../shared/inference/engine-protocol.ts";
import type { GenerationEnd, GenerationResult } from "../../shared/inference/generation.ts";
import { AppError, toFailure } from "../../shared/ipc/result.ts";
import type { Engine, GenerationListener } from "../inference/local/engine.ts";
import type { Log } from "../home/log.ts";
import { engineTurns } from "../media/engine-turns.ts";
import { expectTaken } from "../media/expect-taken.ts";
import type { MediaStore } from "../media/media-store.ts";
import type { Publish } from "../ipc/publish.ts";
import { withoutUndefined } from "../without-undefined.ts";
import type { ConversationStore } from "./conversation-store.ts";
import type { LiveReplies } from "./live-replies.ts";
import type { ModelLoader, ModelSource } from "../inference/model-loader.ts";
import { promptTurns, type BranchTurn } from "./prompt-turns.ts";
import type { ReplyEnd, ReplyStorage } from "./reply-storage.ts";
import type { Reply } from "./reply.ts";

type EndStatus = ReplyEnd["status"];

export interface ReplyWriterOptions {
  readonly engine: Engine;
  readonly loader: ModelLoader;
  readonly models: ModelSource;
  readonly store: ConversationStore;
  readonly storage: ReplyStorage;
  readonly media: MediaStore;
  readonly live: LiveReplies;
  readonly publish: Publish;
  readonly log: Log;
}

/** Takes one reply through its life: model, prompt, text, end. Everything on the way is told and written down. */
export class ReplyWriter {
  readonly #options: ReplyWriterOptions;

  constructor(options: ReplyWriterOptions) {
    this.#options = options;
  }

  /** When the reply's turn has come. Never rejects: what goes wrong is how the reply ends. */
  async write(reply: Reply): Promise<void> {
    const { engine } = this.#options;
    try {
      await this.load(reply);
      if (reply.hasEnded) return;
      this.enter(reply, { type: "reading", progress: 0 });
      const { request, turns } = this.#requestFor(reply);
      const result = await engine.generate(request, this.listenerOf(reply));
      this.end(reply, statusAfter(result.end), resultAsKept(result, turns));
    } catch (thrown) {
      this.fail(reply, thrown);
    }
  }

  /**
   * Puts the model that is wanted into the engine.
   * @throws AppError as `ModelLoader.load` does; `media-unsupported`: it can't take what it is asked about
   */
  async load(reply: Reply): Promise<void> {
    const { engine, loader, models, store } = this.#options;
    if (!loader.isReadyFor(reply.wantedModel)) this.enter(reply, { type: "loading-model", progress: 0 });
    reply.modelName = await loader.load(
      reply.wantedModel,
      (progress) => this.enter(reply, { type: "loading-model", progress }),
      () => !reply.hasEnded,
    );
    if (!engine.loaded) return;
    const attached = mediaOf(store.messages.get(reply.message.parentId ?? ""));
    expectTaken(attached, { name: reply.modelName, media: engine.loaded.media }, models.list());
  }

  enter(reply: Reply, phase: RunPhase): void {
    if (!reply.hasEnded && reply.enter(phase)) this.#options.publish({ event: "chat.run", data: reply.run });
  }

  /** Once; what the engine still says of the reply afterwards is ignored. */
  end(reply: Reply, wanted: EndStatus, kept: KeptResult = nothingKept): void {
    if (reply.hasEnded) return;
    const { live, storage, publish } = this.#options;
    // Pressing Stop is what the person will remember, even if the engine fell over it.
    const isStopped = reply.isStopWanted && wanted.type === "failed";
    const status: EndStatus = isStopped ? { type: "incomplete", reason: "stopped" } : wanted;
    reply.endOpenThought();
    reply.hasEnded = true;
    live.remove(reply);
    const { message, conversation } = storage.end(reply, { status, ...kept });
    publish({ event: "chat.message", data: message });
    publish({ event: "chat.ended", data: reply.names });
    if (conversation) publish({ event: "conversation.changed", data: conversation });
  }

  fail(reply: Reply, thrown: unknown): void {
    if (!(thrown instanceof AppError)) this.#options.log.error("A reply failed", thrown);
    this.end(reply, { type: "failed", error: toFailure(thrown) });
  }

  /** What the engine says of a reply becomes its text. */
  listenerOf(reply: Reply): GenerationListener {
    const { storage, publish } = this.#options;
    return {
      reading: ({ progress, medium }) =>
        this.enter(reply, { type: "reading", progress, ...(medium && { medium }) }),
      delta: ({ part, text }) => {
        if (reply.hasEnded) return;
        this.enter(reply, part === "thought" ? { type: "thinking", elapsedMs: 0 } : { type: "answering" });
        publish({ event: "chat.delta", data: reply.append(part, text) });
        storage.flushSoon(reply);
      },
      thoughtEnded: (durationMs) => {
        if (reply.hasEnded) return;
        reply.parts.endThought(durationMs);
        storage.flush(reply);
        // The one thing deltas can't tell: how long the thought took.
        publish({ event: "chat.message", data: storage.withText(reply) });
        this.enter(reply, { type: "answering" });
      },
    };
  }

  #requestFor(reply: Reply): { readonly request: GenerateRequest; readonly turns: readonly BranchTurn[] } {
    const { engine, store, live, media } = this.#options;
    const messages = store.messages.ofConversation(reply.message.conversationId);
    const tree = treeOf(messages.map((message) => live.upToDate(message)));
    const branch = branchTo(tree, reply.message.parentId);
    const turns = promptTurns(branch);
    const startId = contextStart(branch);
    const request = {
      ...settingsFor(reply),
      turns: engineTurns(turns, media, engine.loaded?.media ?? takesAll),
      startsAt: Math.max(
        0,
        turns.findIndex(({ messageId }) => messageId === startId),
      ),
    };
    return { request, turns };
  }
}

/** How the model is to be asked, as the chat and the task want it. */
export function settingsFor({
  runId,
  settings,
  message,
}: Reply): Omit<GenerateRequest, "turns" | "startsAt"> {
  const { systemPrompt, topP, topK, seed } = settings;
  const { jsonSchema, ...wishes } = message.task ?? {};
  const { thinking, temperature, maxTokens } = { ...settings, ...withoutUndefined(wishes) };
  return {
    runId,
    systemPrompt,
    thinking,
    sampling: { temperature, topP, topK, seed },
    maxTokens,
    ...(jsonSchema && { jsonSchema }),
  };
}

/** An engine that has just ended will say so itself. */
const takesAll = { sees: true, hears: true } as const;

type KeptResult = Pick<ReplyEnd, "stats" | "contextStartId">;

const nothingKept: KeptResult = { stats: null, contextStartId: null };

function resultAsKept({ stats, startsAt = 0 }: GenerationResult, turns: readonly BranchTurn[]): KeptResult {
  return { stats, contextStartId: startsAt === 0 ? null : (turns[startsAt]?.messageId ?? null) };
}

function statusAfter(end: GenerationEnd): EndStatus {
  return end === "end-of-turn" ? { type: "complete" } : { type: "incomplete", reason: end };
}
