import { isDeepStrictEqual } from "node:util";
import type { ChatSettings } from "../../shared/chat/chat-settings.ts";
import type { ConversationId, Message } from "../../shared/chat/message.ts";
import { branchTo, treeOf } from "../../shared/chat/message-tree.ts";
import { piecesFor } from "../../shared/chat/reply-pieces.ts";
import type { ReplyTask } from "../../shared/chat/reply-task.ts";
import type { ChatModelInfo } from "../../shared/inference/chat-model-info.ts";
import type { Prompt } from "../../shared/inference/prompt-turn.ts";
import type { ToolDeclaration } from "../../shared/inference/tool-declaration.ts";
import { AppError } from "../../shared/ipc/result.ts";
import type { Log } from "../home/log.ts";
import type { InferenceService } from "../inference/inference-service.ts";
import type { ReadAhead } from "../inference/inference-request.ts";
import type { MediaStore } from "../media/media-store.ts";
import { piecePrompt } from "../tasks/piece-prompt.ts";
import type { RegisteredTool, ToolRegistry } from "../tools/tool-registry.ts";
import { blankMessage } from "./blank-message.ts";
import type { ConversationStore } from "./conversation-store.ts";
import type { LiveReplies } from "./live-replies.ts";
import { buildPrompt } from "./prompt-builder.ts";
import { userParts, type UserInput } from "./user-parts.ts";

/** A message that is being typed, without its text. */
export interface Draft extends Omit<UserInput, "text"> {
  /** Used only where the conversation is new, as the settings are. */
  readonly modelId: string;
  readonly settings: ChatSettings;
  readonly task: ReplyTask | null;
}

export interface DraftReaderOptions {
  readonly store: ConversationStore;
  readonly live: LiveReplies;
  readonly media: MediaStore;
  readonly registry: Pick<ToolRegistry, "known">;
  readonly inference: Pick<InferenceService, "readAhead">;
  /** null: the system does not say. */
  readonly isOnBattery: () => boolean | null;
  readonly log: Log;
}

/**
 * Has the model read, while a message is being typed, what its prompt will begin with: the system prompt, tools,
 * earlier turns and attachments. The reply then begins sooner, and is the same.
 */
export class DraftReader {
  readonly #options: DraftReaderOptions;
  /** The newest draft, until it is gone; it is read once. */
  #current: (DraftOfChat & { readonly abort: AbortController }) | null = null;

  constructor(options: DraftReaderOptions) {
    this.#options = options;
  }

  /** Call when there is a draft, when anything but its text changes, and with null when it is gone. */
  change(conversationId: ConversationId | null, draft: Draft | null): void {
    const current = this.#current;
    // Another page's draft, in another chat, may still be there.
    if (draft === null && current?.conversationId !== conversationId) return;
    const isSame = current?.conversationId === conversationId && isDeepStrictEqual(current.draft, draft);
    if (isSame) return;
    this.dispose();
    if (draft === null || this.#options.isOnBattery() === true) return;
    const { abort } = (this.#current = { conversationId, draft, abort: new AbortController() });
    this.#read({ conversationId, draft }, abort.signal).catch((thrown: unknown) => this.#failed(thrown));
  }

  /** Gives up what is being read. */
  dispose(): void {
    this.#current?.abort.abort();
    this.#current = null;
  }

  async #read({ conversationId, draft }: DraftOfChat, signal: AbortSignal): Promise<void> {
    const { store, inference } = this.#options;
    const chat = conversationId === null ? null : store.head(conversationId);
    const { modelId, settings } = chat ?? draft;
    const tools = this.#toolsOf(draft, settings);
    // The prompt begins with declarations that are not known yet.
    if (tools === null) return;
    const model = { modelId, modelName: chat?.modelName ?? modelId, contextLength: settings.contextLength };
    const prepare = (info: ChatModelInfo) => this.#prepare(conversationId, draft, settings, tools, info);
    await inference.readAhead({ model, prepare }, signal);
  }

  /** As they are known without starting anything; null: they are not. */
  #toolsOf({ task }: Draft, { tools }: ChatSettings): readonly ToolDeclaration[] | null {
    const known = task === null ? this.#options.registry.known(tools) : new Map<string, RegisteredTool>();
    return known && [...known.values()].map(({ tool }) => tool.declaration);
  }

  #prepare(
    conversationId: ConversationId | null,
    draft: Draft,
    { systemPrompt, thinking }: ChatSettings,
    tools: readonly ToolDeclaration[],
    model: ChatModelInfo,
  ): ReadAhead {
    const { media } = this.#options;
    const branch = this.#branch(conversationId);
    const promptWith = (text: string): Prompt => {
      const parent = branch.at(-1)?.id ?? null;
      const question: Message = {
        ...blankMessage({ id: conversationId ?? "" }, parent),
        role: "user",
        parts: userParts({ ...draft, text }, draft.task),
        status: { type: "complete" },
      };
      const [piece] = piecesFor(draft.task, question);
      if (piece !== undefined) return piecePrompt(question, piece, systemPrompt, media);
      const context = { systemPrompt, branch: [...branch, question], writtenParts: [], tools };
      return buildPrompt(context, media, model).prompt;
    };
    const [prompt, ...others] = sampleTexts.map(promptWith);
    if (prompt === undefined) throw new AppError("internal", "There is no sample");
    const otherTexts = others.map(({ turns }) => turns.at(-1)?.text ?? "");
    return { prompt, otherTexts, thinking: draft.task?.thinking ?? thinking, owner: conversationId };
  }

  /** As it will be answered: up to the newest message. */
  #branch(conversationId: ConversationId | null): readonly Message[] {
    if (conversationId === null) return [];
    const { store, live } = this.#options;
    const messages = store.messages.ofConversation(conversationId);
    const tree = treeOf(messages.map((message) => live.upToDate(message)));
    return branchTo(tree, store.head(conversationId).activeLeafId);
  }

  /** Sending the message will fail likewise, and say so. */
  #failed(thrown: unknown): void {
    if (thrown instanceof AppError) this.#options.log.info("A draft was not read ahead", thrown);
    else this.#options.log.error("Reading a draft ahead failed", thrown);
  }
}

interface DraftOfChat {
  readonly conversationId: ConversationId | null;
  readonly draft: Draft;
}

/**
 * What a text may begin with, so that no token of its own is taken for a part of the beginning; and none, as in a
 * message that consists of attachments.
 */
const sampleTexts = ["a", "1", "\n-", " x", "“", "。", ""] as const;
