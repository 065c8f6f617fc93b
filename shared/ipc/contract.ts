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
import type { RemoteServer } from "../models/remote-server.ts";
import { serverUrl } from "../models/server-url.ts";
import { settingsSchema, type Settings } from "../settings/settings.ts";
import { wellFormedText } from "../well-formed-text.ts";
import type { Failure } from "./result.ts";

/**
 * The contract between the page and the services. A route is an input schema and an output type; a route
 * without a handler (`electron/ipc/handlers.ts`) does not compile. Inputs are parsed; outputs and events are
 * only typed.
 */
function route<Output>() {
  return <Input extends z.ZodType>(input: Input): Route<Input, Output> => ({ input });
}

export interface Route<Input extends z.ZodType, Output> {
  readonly input: Input;
  /** For the type only; never set. */
  readonly output?: Output;
}

const nothing = z.object({});
const conversationId = z.string().max(64);
const messageId = z.string().max(64);
const partId = z.string().max(64);
const downloadId = z.string().max(64);
/** `owner/name`, with the characters the hub allows. */
const hubRepository = z.string().regex(/^[A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9_][\w.-]{0,95}$/);
const serverId = z.string().max(64);
/** As typed; parsed to the base URL of the API. */
const serverAddress = z
  .string()
  .max(2000)
  .transform((typed, context) => {
    const url = serverUrl(typed);
    if (url !== null) return url;
    context.issues.push({ code: "custom", message: "Not the address of a server", input: typed });
    return z.NEVER;
  });
const serverName = wellFormedText(100).trim();
/** A header's value: printable ASCII. */
const secret = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(/^[\x21-\x7e]+$/);
const hubRevision = z.string().regex(/^[A-Za-z0-9][\w.-]{0,99}$/);
/** More characters than any context window holds. */
const messageText = wellFormedText(8_000_000);
/** In the order in which the model gets them. Their bytes must be stored before (`Bridge.putMedia`). */
const attachments = z.array(attachmentSchema).max(mediaLimits.attachments).readonly();

/** Everything the first screen needs. */
export interface AppSnapshot {
  readonly version: string;
  /** Some features exist in one of the hosts only. */
  readonly host: "desktop" | "browser";
  readonly platform: "linux" | "darwin" | "win32";
  /** Folder for `.gguf` files, for display. */
  readonly modelsFolder: string;
  readonly settings: Settings;
  readonly models: readonly Model[];
  readonly downloads: readonly Download[];
  readonly hubToken: HubToken;
  readonly servers: readonly RemoteServer[];
  readonly engine: EngineState;
  readonly conversations: readonly ConversationSummary[];
  readonly runs: readonly Run[];
  /** Repairs at startup that the user should know about, such as a damaged database that was set aside. */
  readonly notices: readonly Notice[];
  /** The error of the last failed write; null while writes succeed. */
  readonly storage: Failure | null;
}

export interface Notice {
  /** `database-mended`: the database was repaired without loss. */
  readonly code: "database-set-aside" | "database-mended";
  readonly data: Readonly<Record<string, string>>;
}

export interface ConversationView {
  readonly conversation: Conversation;
  /**
   * Replies of this chat that are queued or being generated; their text so far is in the conversation's
   * messages.
   */
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
  /** Plain text around the match; empty when only the title matches. */
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
  /** Hides the chat. `conversations.restore` brings it back until the next start of the app. */
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
  /** Shows the branch that ends in or contains this message. */
  "conversations.showBranch": route<Conversation>()(z.object({ conversationId, messageId })),

  /** Sends a message; without a conversation it starts one with these settings. */
  "chat.send": route<SentMessage>()(
    z.object({
      conversationId: conversationId.nullable(),
      /** May be blank when there are attachments. */
      text: messageText,
      attachments: attachments.default([]),
      /** Used only when the conversation is new. */
      modelId: z.string().max(4096),
      settings: chatSettingsSchema,
      task: replyTaskSchema.nullable().default(null),
    }),
  ),
  /**
   * Sends an edited version of an earlier user message as a new branch. Omitted fields keep the earlier
   * message's attachments and the task of its newest reply.
   */
  "chat.edit": route<SentMessage>()(
    z.object({
      messageId,
      text: messageText,
      attachments: attachments.optional(),
      task: replyTaskSchema.nullable().optional(),
    }),
  ),
  /** Generates another version of this reply with the same task. Also used by Retry. */
  "chat.regenerate": route<SentMessage>()(z.object({ messageId })),
  /** Continues a reply with one part per image or clip (`ReplyTask.each`) that was cut off. */
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
   * Loads a model and makes it the default for new chats. Resolves when the model is loaded; progress is
   * published as `engine.changed`. A load that does not fit in free memory is held until `models.decide`,
   * unless `anyway` is set.
   */
  "models.select": route<null>()(
    z.object({ modelId: z.string().max(4096), anyway: z.boolean().default(false) }),
  ),
  /** Decides a held load: load it anyway, check again with the model's current settings, or cancel it. */
  "models.decide": route<null>()(
    z.object({ modelId: z.string().max(4096), decision: z.enum(["load", "again", "leave"]) }),
  ),
  /** Changes how a model is loaded, from the next load on. */
  "models.configure": route<Settings>()(
    z.object({ modelId: z.string().max(4096), settings: modelSettingsSchema }),
  ),
  /** Unloads the model after the pending replies. The next message loads it again. */
  "models.unload": route<null>()(nothing),
  /** The memory planner's facts about a local model; null where its header lacks them. */
  "models.plan": route<PlanFacts | null>()(z.object({ modelId: z.string().max(4096) })),
  /** The current hardware. Values that take longer to determine are published as `hardware.changed`. */
  "hardware.get": route<Hardware>()(nothing),
  /** The models available for download. */
  "catalog.get": route<Catalog>()(nothing),
  /** The catalog, updated with the current file names, sizes and hashes from the hub. */
  "catalog.refresh": route<CatalogRefresh>()(nothing),
  /** Desktop only: opens the models folder in the system's file manager. */
  "models.openFolder": route<null>()(nothing),
  /** Desktop only: shows the model's file in the system's file manager. */
  "models.reveal": route<null>()(z.object({ modelId: z.string().max(4096) })),
  /**
   * Deletes a model in the models folder together with companion files that no other model uses, and hides a
   * model stored elsewhere. `models.restore` undoes this; for a deleted model only until the app is closed.
   */
  "models.remove": route<{ readonly how: "deleted" | "hidden" }>()(
    z.object({ modelId: z.string().max(4096) }),
  ),
  "models.restore": route<null>()(z.object({ modelId: z.string().max(4096) })),
  /** Lists all hidden models again. */
  "models.showHidden": route<null>()(nothing),
  /** Desktop only: opens a dialog for a file or folder, which is used in place. False: the user cancelled. */
  "models.add": route<boolean>()(z.object({ what: z.enum(["file", "folder"]) })),

  /**
   * Downloads these files of a repository as one model, with sizes and hashes from the hub. Idempotent: a
   * second call returns the existing download, and resumes it if it is paused or has failed.
   */
  "downloads.start": route<Download>()(
    z.object({
      repo: hubRepository,
      revision: hubRevision,
      paths: z.array(z.string().max(400)).min(1).max(200),
      /** Display name. */
      name: wellFormedText(200),
    }),
  ),
  "downloads.pause": route<null>()(z.object({ downloadId })),
  /** Resumes a download; one that waits for a retry is retried at once. */
  "downloads.resume": route<null>()(z.object({ downloadId })),
  /** Cancels a download and deletes its partial files; a finished download is only removed from the list. */
  "downloads.cancel": route<null>()(z.object({ downloadId })),

  /** Adds a server and connects to it. An unreachable server is added too; its state says why. */
  "servers.add": route<RemoteServer>()(
    z.object({
      url: serverAddress,
      /** Blank: its host. */
      name: serverName.default(""),
      key: secret.nullable().default(null),
    }),
  ),
  /**
   * Changes a server and connects again. null deletes the key; without a new one, the key is also deleted where
   * the URL now names another host.
   */
  "servers.update": route<RemoteServer>()(
    z.object({
      serverId,
      url: serverAddress.optional(),
      name: serverName.optional(),
      key: secret.nullable().optional(),
    }),
  ),
  "servers.remove": route<null>()(z.object({ serverId })),
  /** Connects again and fetches the list of models. */
  "servers.refresh": route<RemoteServer>()(z.object({ serverId })),

  "hub.search": route<readonly HubRepository[]>()(z.object({ query: wellFormedText(200).trim() })),
  "hub.listing": route<HubListing>()(z.object({ repo: hubRepository, revision: hubRevision.nullable() })),
  /**
   * The memory planner's facts about a model at the hub, from its header (about 16 MB); null where the header
   * lacks them.
   */
  "hub.planFacts": route<PlanFacts | null>()(
    z.object({
      repo: hubRepository,
      revision: hubRevision,
      paths: z.array(z.string().max(400)).min(1).max(200),
    }),
  ),
  /** null deletes the token. The mirror, and whether it gets the token, are settings. */
  "hub.setToken": route<HubToken>()(z.object({ token: secret.nullable() })),
} as const;

export type RouteName = keyof typeof routes;
export type RouteInput<Name extends RouteName> = z.input<(typeof routes)[Name]["input"]>;
export type RouteParsed<Name extends RouteName> = z.output<(typeof routes)[Name]["input"]>;
export type RouteOutput<Name extends RouteName> =
  (typeof routes)[Name] extends Route<infer _Input, infer Output> ? Output : never;

/** Events that the services publish to every page. */
export interface Events {
  readonly "settings.changed": Settings;
  readonly "models.changed": readonly Model[];
  /** All downloads, published at most a few times a second. */
  readonly "downloads.changed": readonly Download[];
  readonly "hub.tokenChanged": HubToken;
  /** All servers, whenever one was added or removed, or its state or its models changed. */
  readonly "servers.changed": readonly RemoteServer[];
  readonly "engine.changed": EngineState;
  readonly "hardware.changed": Hardware;
  /** Writes to the disk began to fail, or succeed again (null). */
  readonly "storage.changed": Failure | null;
  /** A chat was created, renamed or restored, or has a new message. */
  readonly "conversation.changed": ConversationSummary;
  readonly "conversation.deleted": { readonly conversationId: ConversationId };
  /** The settings, model or visible branch of a chat changed; sent without its messages. */
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
