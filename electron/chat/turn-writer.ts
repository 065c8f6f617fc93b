import type { MessageId } from "../../shared/chat/message.ts";
import type { MessagePart } from "../../shared/chat/message-part.ts";
import { branchTo, treeOf } from "../../shared/chat/message-tree.ts";
import type { PartChange } from "../../shared/chat/part-event.ts";
import type { ChatModelInfo } from "../../shared/inference/chat-model-info.ts";
import type { GenerateOptions } from "../../shared/inference/generate-options.ts";
import type { GeneratedPartEvent, GenerationEnd, ToolCallEvent } from "../../shared/inference/generation.ts";
import type { ToolDeclaration } from "../../shared/inference/tool-declaration.ts";
import { AppError } from "../../shared/ipc/result.ts";
import type { InferenceResult } from "../inference/inference-request.ts";
import type { MediaStore } from "../media/media-store.ts";
import { addStats } from "../tasks/add-stats.ts";
import { mostRounds } from "../tools/call-limits.ts";
import { resultLimit } from "../tools/bounded-text.ts";
import type { ToolRegistry } from "../tools/tool-registry.ts";
import { continuedParts, endOfText } from "./continued-parts.ts";
import type { ConversationStore } from "./conversation-store.ts";
import type { LiveReplies } from "./live-replies.ts";
import { buildPrompt, type BuiltPrompt } from "./prompt-builder.ts";
import type { ReplyEnd } from "./reply-storage.ts";
import { ReplyTools, type ReplyToolsOptions } from "./reply-tools.ts";
import { generateOptionsOf, type ReplyWriter } from "./reply-writer.ts";
import type { Reply } from "./reply.ts";

export interface TurnWriterOptions extends Omit<ReplyToolsOptions, "writer"> {
  readonly writer: ReplyWriter;
  readonly registry: Pick<ToolRegistry, "open">;
  readonly store: ConversationStore;
  readonly live: LiveReplies;
  readonly media: MediaStore;
}

/** The shares of a reply's text that are tried, one after the other, when it fills the context. */
const keptShares = [1, 1 / 2, 1 / 4, 1 / 8];

/**
 * Writes a reply that answers a message as a whole: a generation, and where it ends in tool calls, the calls,
 * their results and the next generation, until the model ends its turn.
 */
export class TurnWriter {
  readonly #options: TurnWriterOptions;

  constructor(options: TurnWriterOptions) {
    this.#options = options;
  }

  /** Never rejects: what fails is how the reply ends. */
  async write(reply: Reply): Promise<void> {
    const { writer } = this.#options;
    try {
      const tools = await this.#toolsFor(reply);
      for (let round = 1; !reply.hasEnded; round++) {
        const isLast = round > mostRounds;
        const generated = await this.#generateFitting(reply, tools, isLast);
        if (generated === null) {
          writer.end(reply, { type: "incomplete", reason: "context-full" });
          return;
        }
        const { result, messageIds, limit } = generated;
        if (result.generation !== null) reply.stats = addStats(reply.stats, result.generation.stats);
        if (result.end !== "tool-calls" || tools === null || isLast) {
          writer.end(reply, statusAfter(result.end), {
            stats: reply.stats,
            contextStartId: contextStartOf(result, messageIds),
          });
          return;
        }
        await tools.run(limit);
        if (reply.isStopWanted) writer.end(reply, { type: "incomplete", reason: "stopped" });
      }
    } catch (thrown) {
      writer.fail(reply, thrown);
    }
  }

  /** null: the chat has none, or the reply is a task's, which has a form of its own. */
  async #toolsFor(reply: Reply): Promise<ReplyTools | null> {
    const { registry, log } = this.#options;
    const wanted = reply.settings.tools;
    if (reply.message.task !== null || wanted.sources.length === 0) return null;
    const opened = await registry.open(reply.message.conversationId, wanted, reply.abort.signal);
    for (const { sourceId, error } of opened.failures)
      log.error(`The tools of ${sourceId} are not available`, error);
    return opened.tools.size === 0 ? null : new ReplyTools(reply, opened, this.#options);
  }

  /**
   * A reply that has filled the context is continued from the end of its text, of which ever less is kept
   * until there is room to go on. null: there is none.
   */
  async #generateFitting(reply: Reply, tools: ReplyTools | null, isLast: boolean) {
    const written = reply.parts.snapshot();
    if (!wasCutOff(written)) return this.#generate(reply, tools, isLast, written);
    for (const share of keptShares) {
      try {
        const kept = share === 1 ? written : endOfText(written, share);
        return await this.#generate(reply, tools, isLast, kept);
      } catch (thrown) {
        if (!(thrown instanceof AppError) || thrown.code !== "message-too-long") throw thrown;
      }
    }
    return null;
  }

  async #generate(
    reply: Reply,
    tools: ReplyTools | null,
    isLast: boolean,
    writtenParts: readonly MessagePart[],
  ) {
    const { writer } = this.#options;
    const continued = continuedParts(reply.parts.last);
    let messageIds: readonly MessageId[] = [];
    let limit = resultLimit(null);
    const result = await writer.generate(reply, {
      priority: "interactive",
      changesFor: (event) => continued(event) ?? partChangesOf(event, reply),
      prepare: (model) => {
        writer.expectMediaTaken(reply, model);
        const built = this.#promptFor(reply, writtenParts, model, tools?.declarations ?? []);
        messageIds = built.messageIds;
        limit = resultLimit(model.contextSizeTokens);
        const options: GenerateOptions = {
          ...generateOptionsOf(reply),
          ...(isLast && tools !== null && { toolChoice: "none" }),
        };
        return { prompt: built.prompt, options };
      },
    });
    return { result, messageIds, limit };
  }

  #promptFor(
    reply: Reply,
    writtenParts: readonly MessagePart[],
    model: ChatModelInfo,
    tools: readonly ToolDeclaration[],
  ): BuiltPrompt {
    const { store, live, media } = this.#options;
    const messages = store.messages.ofConversation(reply.message.conversationId);
    const tree = treeOf(messages.map((message) => live.upToDate(message)));
    const source = {
      systemPrompt: reply.settings.systemPrompt,
      branch: branchTo(tree, reply.message.parentId),
      writtenParts,
      tools,
    };
    return buildPrompt(source, media, model);
  }
}

/** Whether a reply goes on where it was cut off, and not after the results of its tools. */
function wasCutOff(written: readonly MessagePart[]): boolean {
  return written.at(-1)?.type === "text";
}

function partChangesOf(event: GeneratedPartEvent | ToolCallEvent, reply: Reply): readonly PartChange[] {
  switch (event.type) {
    case "part-started": {
      const part = { id: event.partId, status: "streaming", text: "" } as const;
      return event.partType === "reasoning"
        ? [{ type: "part-started", part: { ...part, type: "reasoning", durationMs: null } }]
        : [{ type: "part-started", part: { ...part, type: "text" } }];
    }
    case "part-delta":
    case "part-ended":
      return [event];
    case "tool-call-started":
      return [{ type: "part-started", part: startedCall(event) }];
    case "tool-call": {
      const { partId, name, arguments: args } = event;
      const part = { ...startedCall(event), name, arguments: args, status: "complete" } as const;
      return [{ type: reply.parts.get(partId) ? "part-updated" : "part-started", part }];
    }
  }
}

function startedCall({ partId, name }: ToolCallEvent) {
  return {
    id: partId,
    type: "tool-call",
    status: "streaming",
    callId: partId,
    name,
    arguments: {},
    approval: "not-needed",
    state: "waiting",
    durationMs: null,
  } as const;
}

function contextStartOf({ generation }: InferenceResult, messageIds: readonly MessageId[]): MessageId | null {
  const startsAt = generation?.startsAt ?? 0;
  return startsAt === 0 ? null : (messageIds[startsAt] ?? null);
}

function statusAfter(end: GenerationEnd): ReplyEnd["status"] {
  switch (end) {
    case "end-of-turn":
    case "stop-string":
    case "tool-calls":
      return { type: "complete" };
    case "stopped":
    case "max-tokens":
    case "context-full":
    case "ended-in-reasoning":
      return { type: "incomplete", reason: end };
  }
}
