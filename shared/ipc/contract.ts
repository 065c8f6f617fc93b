import { z } from "zod";
import { attachmentSchema } from "../chat/attachment.ts";
import { chatSettingsSchema } from "../chat/chat-settings.ts";
import type { Conversation, ConversationSummary } from "../chat/conversation.ts";
import type { ConversationId, Message, MessageId } from "../chat/message.ts";
import { replyTaskSchema } from "../chat/reply-task.ts";
import type { PartEvent } from "../chat/part-event.ts";
import type { Run } from "../chat/run.ts";
import type { Download } from "../models/download.ts";
import type { HubListing, HubRepository } from "../models/hub-listing.ts";
import type { HubToken } from "../models/hub-settings.ts";
import type { Catalog, CatalogRefresh } from "../models/catalog.ts";
import type { Hardware } from "../models/hardware.ts";
import { modelSettingsSchema } from "../models/model-settings.ts";
import type { PlanFacts } from "../models/plan-facts.ts";
import type { EngineState, Model } from "../models/model.ts";
import { mediaLimits } from "../media/media-limits.ts";
import { settingsSchema, type Settings } from "../settings/settings.ts";
import { wellFormedText } from "../well-formed-text.ts";
import type { Failure } from "./result.ts";

/**
 * The one door between the page and the services. A route is its input schema and its output type; forgetting its
 * handler (`electron/ipc/handlers.ts`) does not compile. Inputs are parsed, outputs and events only typed.
 */
function route<Output>() {
  return <Input extends z.ZodType>(input: Input): Route<Input, Output> => ({ input });
}

export interface Route<Input extends z.ZodType, Output> {
  readonly input: Input;
  /** Type only; never present at run time. */
  readonly output?: Output;
}

const nothing = z.object({});
const conversationId = z.string().max(64);
const messageId = z.string().max(64);
const partId = z.string().max(64);
const downloadId = z.string().max(64);
/** `owner/name`, as the hub lets people call them. */
const hubRepository = z.string().regex(/^[A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9_][\w.-]{0,95}$/);
const hubRevision = z.string().regex(/^[A-Za-z0-9][\w.-]{0,99}$/);
/** More characters than any context holds; longer input is refused at the door. */
const messageText = wellFormedText(8_000_000);
/** In the order in which the model is given them; what they name is stored already (`Bridge.putMedia`). */
const attachments = z.array(attachmentSchema).max(mediaLimits.attachments).readonly();

/** Everything the first screen needs, in one answer. */
export interface AppSnapshot {
  readonly version: string;
  /** Where the page runs: some features exist on one side only. */
  readonly host: "desktop" | "browser";
  readonly platform: "linux" | "darwin" | "win32";
  /** For display: where `.gguf` files are put. */
  readonly modelsFolder: string;
  readonly settings: Settings;
  readonly models: readonly Model[];
  readonly downloads: readonly Download[];
  readonly hubToken: HubToken;
  readonly engine: EngineState;
  readonly conversations: readonly ConversationSummary[];
  readonly runs: readonly Run[];
  /** Set when something was put right at start that the person should know, such as a damaged database set aside. */
  readonly notices: readonly Notice[];
  /** Why the disk does not take what is being written; null while it does. */
  readonly storage: Failure | null;
}

export interface Notice {
  /** Mended: all that was said is still there. */
  readonly code: "database-set-aside" | "database-mended";
  readonly data: Readonly<Record<string, string>>;
}

export interface ConversationView {
  readonly conversation: Conversation;
  /** Replies of this chat that are queued or being written; their text so far is in the conversation's messages. */
  readonly runs: readonly Run[];
}

export interface SentMessage {
  readonly conversation: ConversationSummary;
  readonly userMessageId: MessageId | null;
  readonly replyId: MessageId;
  readonly runId: string;
}

export interface SearchHit {
  readonly conversation: ConversationSummary;
  /** The text around the match, plain; empty when only the title matches. */
  readonly excerpt: string;
  readonly messageId: MessageId | null;
}

export const routes = {
  "app.snapshot": route<AppSnapshot>()(nothing),
  "settings.update": route<Settings>()(settingsSchema.partial()),

  "conversations.get": route<ConversationView>()(z.object({ conversationId })),
  "conversations.search": route<readonly SearchHit[]>()(z.object({ query: wellFormedText(1000) })),
  "conversations.rename": route<ConversationSummary>()(
    z.object({ conversationId, title: wellFormedText(200).trim().min(1) }),
  ),
  /** Hides the chat; `conversations.restore` brings it back until the app is next started. */
  "conversations.delete": route<null>()(z.object({ conversationId })),
  /**
   * Deletes all chats for good, with backup copies, databases that were set aside, and stored media. Running replies are
   * stopped. Answers when nothing is left on the disk; each chat gets its `conversation.deleted` before.
   */
  "conversations.deleteAll": route<null>()(nothing),
  "conversations.restore": route<ConversationSummary>()(z.object({ conversationId })),
  "conversations.configure": route<Conversation>()(
    z.object({
      conversationId,
      settings: chatSettingsSchema.partial().optional(),
      modelId: z.string().max(4096).optional(),
    }),
  ),
  /** Shows another branch: the one that ends in, or runs through, this message. */
  "conversations.showBranch": route<Conversation>()(z.object({ conversationId, messageId })),

  /** Sends a message; without a conversation it starts one with these settings. */
  "chat.send": route<SentMessage>()(
    z.object({
      conversationId: conversationId.nullable(),
      /** May be blank where something is attached. */
      text: messageText,
      attachments: attachments.default([]),
      /** Used only when the conversation is new. */
      modelId: z.string().max(4096),
      settings: chatSettingsSchema,
      task: replyTaskSchema.nullable().default(null),
    }),
  ),
  /**
   * Sends a changed message beside an earlier one of the person, as a new branch. What is not given stays: the
   * attachments of the earlier one, and the task of its newest reply.
   */
  "chat.edit": route<SentMessage>()(
    z.object({
      messageId,
      text: messageText,
      attachments: attachments.optional(),
      task: replyTaskSchema.nullable().optional(),
    }),
  ),
  /** Writes another reply beside this one, with the same task. Also what Retry does. */
  "chat.regenerate": route<SentMessage>()(z.object({ messageId })),
  /** Goes on with a reply that is written piece by piece (`ReplyTask.each`), and was cut off, where it was. */
  "chat.resume": route<SentMessage>()(z.object({ messageId })),
  /** Replaces the text of a part of a reply with the user's correction. */
  "chat.correct": route<null>()(z.object({ messageId, partId, text: messageText })),
  /** Closes the reasoning of a reply at the next word boundary; the answer follows. Ignored where it is not reasoning. */
  "chat.answerNow": route<null>()(z.object({ runId: z.string().max(64) })),
  /** Ends a reply that is queued or being written; what was said stays. Unknown runs are ignored: they have ended. */
  "chat.stop": route<null>()(z.object({ runId: z.string().max(64) })),
  "chat.setReasoningOpen": route<null>()(z.object({ messageId, partId, isOpen: z.boolean() })),
  /** Whether a message of the person stays in the context with its reply when older messages leave it. */
  "chat.setPinned": route<null>()(z.object({ messageId, isPinned: z.boolean() })),

  /**
   * Loads a model and makes it the one of new chats. Answers when it is loaded; progress comes as `engine.changed`. One that
   * would not fit into what is free is held until `models.decide`, unless it is to be loaded anyway.
   */
  "models.select": route<null>()(
    z.object({ modelId: z.string().max(4096), anyway: z.boolean().default(false) }),
  ),
  /** What becomes of a load that is held: it is done, looked at again as the model is set now, or given up. */
  "models.decide": route<null>()(
    z.object({ modelId: z.string().max(4096), decision: z.enum(["load", "again", "leave"]) }),
  ),
  /** How a model is loaded from the next time on. */
  "models.configure": route<Settings>()(
    z.object({ modelId: z.string().max(4096), settings: modelSettingsSchema }),
  ),
  /** Takes the model out of memory, after the replies that were asked for; the next message loads it again. */
  "models.unload": route<null>()(nothing),
  /** What the memory planner needs of a model on this computer; null where its file does not tell. */
  "models.plan": route<PlanFacts | null>()(z.object({ modelId: z.string().max(4096) })),
  /** The computer as it is now. What takes longer to find out comes as `hardware.changed`. */
  "hardware.get": route<Hardware>()(nothing),
  /** What can be downloaded. */
  "catalog.get": route<Catalog>()(nothing),
  /** The same with sizes, hashes and names as the hub lists them now. */
  "catalog.refresh": route<CatalogRefresh>()(nothing),
  /** Desktop only: opens the models folder in the system's file manager. */
  "models.openFolder": route<null>()(nothing),
  /** Desktop only: shows its file in the system's file manager. */
  "models.reveal": route<null>()(z.object({ modelId: z.string().max(4096) })),
  /**
   * Deletes what lies in the models folder, with what belongs to it alone, and hides what lies elsewhere. `models.restore`
   * brings it back, a deleted one until the app is closed.
   */
  "models.remove": route<{ readonly how: "deleted" | "hidden" }>()(
    z.object({ modelId: z.string().max(4096) }),
  ),
  "models.restore": route<null>()(z.object({ modelId: z.string().max(4096) })),
  /** Lists again all that was hidden. */
  "models.showHidden": route<null>()(nothing),
  /** Desktop only: has the person choose a file or a folder, which is used where it is. False: they chose none. */
  "models.add": route<boolean>()(z.object({ what: z.enum(["file", "folder"]) })),

  /**
   * Gets these files of a repository as one model. Sizes and hashes are those of the hub. Begun twice, it is one; one that
   * was paused or has failed goes on.
   */
  "downloads.start": route<Download>()(
    z.object({
      repo: hubRepository,
      revision: hubRevision,
      paths: z.array(z.string().max(400)).min(1).max(200),
      /** What it is called on screen. */
      name: wellFormedText(200),
    }),
  ),
  "downloads.pause": route<null>()(z.object({ downloadId })),
  /** Goes on; one that waits for something tries at once. */
  "downloads.resume": route<null>()(z.object({ downloadId })),
  /** Gives it up with what has come; of one that is done, only the news goes. */
  "downloads.cancel": route<null>()(z.object({ downloadId })),

  "hub.search": route<readonly HubRepository[]>()(z.object({ query: wellFormedText(200).trim() })),
  "hub.listing": route<HubListing>()(z.object({ repo: hubRepository, revision: hubRevision.nullable() })),
  /** What the memory planner needs of a model at the hub; its header is read, about 16 MB. Null where that does not tell. */
  "hub.planFacts": route<PlanFacts | null>()(
    z.object({
      repo: hubRepository,
      revision: hubRevision,
      paths: z.array(z.string().max(400)).min(1).max(200),
    }),
  ),
  /** Null forgets it. Which hub is asked, and who is told the token, are settings. */
  "hub.setToken": route<HubToken>()(
    z.object({
      token: z
        .string()
        .trim()
        .min(1)
        .max(500)
        .regex(/^[\x21-\x7e]+$/)
        .nullable(),
    }),
  ),
} as const;

export type RouteName = keyof typeof routes;
export type RouteInput<Name extends RouteName> = z.input<(typeof routes)[Name]["input"]>;
export type RouteParsed<Name extends RouteName> = z.output<(typeof routes)[Name]["input"]>;
export type RouteOutput<Name extends RouteName> =
  (typeof routes)[Name] extends Route<infer _Input, infer Output> ? Output : never;

/** What the services tell every page, unasked. */
export interface Events {
  readonly "settings.changed": Settings;
  readonly "models.changed": readonly Model[];
  /** All of them, at most a few times a second while one runs. */
  readonly "downloads.changed": readonly Download[];
  readonly "hub.tokenChanged": HubToken;
  readonly "engine.changed": EngineState;
  readonly "hardware.changed": Hardware;
  /** The disk stopped taking what is written, or takes it again. */
  readonly "storage.changed": Failure | null;
  /** A chat is new, renamed, restored or was written to. */
  readonly "conversation.changed": ConversationSummary;
  readonly "conversation.deleted": { readonly conversationId: ConversationId };
  /** Settings, model or shown branch of a chat changed; sent without its messages. */
  readonly "conversation.configured": Omit<Conversation, "messages">;
  /** A message is new or its stored form changed. While a reply streams, its parts come as `chat.part`. */
  readonly "chat.message": Message;
  readonly "chat.run": Run;
  readonly "chat.part": PartEvent;
  /** The reply has ended; `chat.message` with its final form was sent just before. */
  readonly "chat.ended": {
    readonly runId: string;
    readonly messageId: MessageId;
    readonly conversationId: ConversationId;
  };
}

export type EventName = keyof Events;
export type EventMessage = {
  readonly [Name in EventName]: { readonly event: Name; readonly data: Events[Name] };
}[EventName];
