import { z } from "zod";
import { attachmentSchema } from "../chat/attachment.ts";
import { chatSettingsSchema } from "../chat/chat-settings.ts";
import type { ConversationSummary } from "../chat/conversation.ts";
import type { ConversationId, Message, MessageId } from "../chat/message.ts";
import type { PartEvent } from "../chat/part-event.ts";
import { replyTaskSchema } from "../chat/reply-task.ts";
import type { Run } from "../chat/run.ts";
import { mediaLimits } from "../media/media-limits.ts";
import { wellFormedText } from "../well-formed-text.ts";
import { conversationId, messageId, modelId } from "./inputs.ts";
import { route } from "./route.ts";

const partId = z.string().max(64);
const runId = z.string().max(64);
/** More characters than any context window holds. */
const messageText = wellFormedText(8_000_000);
/** In the order in which the model gets them. Their bytes must be stored before (`Bridge.putMedia`). */
const attachments = z.array(attachmentSchema).max(mediaLimits.attachments).readonly();

export const chatRoutes = {
  /** Sends a message; without a conversation it starts one with these settings. */
  "chat.send": route<SentMessage>()(
    z.object({
      conversationId: conversationId.nullable(),
      /** May be blank when there are attachments. */
      text: messageText,
      attachments: attachments.default([]),
      /** Used only when the conversation is new. */
      modelId,
      settings: chatSettingsSchema,
      task: replyTaskSchema.nullable().default(null),
      /** The prompt of the task, which precedes the text. */
      prompt: messageText.default(""),
    }),
  ),
  /**
   * A message is being typed: everything of it but its text has changed, or it is gone (null). The model may read
   * ahead what does not depend on the text. Pages need not call it.
   */
  "chat.draft": route<null>()(
    z.object({
      conversationId: conversationId.nullable(),
      draft: z
        .object({
          attachments,
          /** Used only when the conversation is new, as the settings are. */
          modelId,
          settings: chatSettingsSchema,
          task: replyTaskSchema.nullable(),
          prompt: messageText,
        })
        .nullable(),
    }),
  ),
  /**
   * Sends an edited version of an earlier user message as a new branch. Omitted fields keep the earlier
   * message's attachments and the task of its newest reply, with its prompt.
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
  /** Continues a reply that was cut off where it ended. */
  "chat.resume": route<SentMessage>()(z.object({ messageId })),
  /** Replaces the text of a part of a reply with the user's correction. */
  "chat.correct": route<null>()(z.object({ messageId, partId, text: messageText })),
  /**
   * Closes the reasoning of a reply at the next word boundary; the answer follows. Ignored where it is not
   * reasoning.
   */
  "chat.answerNow": route<null>()(z.object({ runId })),
  /**
   * Ends a reply that is queued or being written; its text so far stays. Unknown runs are ignored: they have
   * ended.
   */
  "chat.stop": route<null>()(z.object({ runId })),
  /**
   * Deletes a message, or a message with all that follow it. What follows a single message stays, as if it
   * answered the one before. `chat.restore` brings the deleted ones back for 30 days.
   */
  "chat.delete": route<DeletedMessages>()(z.object({ messageId, scope: z.enum(["message", "branch"]) })),
  /** Undoes `chat.delete`, with its answer. */
  "chat.restore": route<null>()(
    z.object({
      conversationId,
      messageIds: z.array(messageId).max(1_000_000).readonly(),
      activeLeafId: messageId.nullable(),
    }),
  ),
  "chat.setReasoningOpen": route<null>()(z.object({ messageId, partId, isOpen: z.boolean() })),
  /** Whether a message of the user stays in the context with its reply when older messages leave it. */
  "chat.setPinned": route<null>()(z.object({ messageId, isPinned: z.boolean() })),
} as const;

export interface ChatEvents {
  /** Messages were deleted or restored: a page that shows the chat requests it again. */
  readonly "chat.reshaped": { readonly conversationId: ConversationId };
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

export interface ChatSnapshot {
  readonly runs: readonly Run[];
}

export interface DeletedMessages {
  readonly conversationId: ConversationId;
  readonly messageIds: readonly MessageId[];
  /** The end of the branch that was shown before. */
  readonly activeLeafId: MessageId | null;
}

export interface SentMessage {
  readonly conversation: ConversationSummary;
  readonly userMessageId: MessageId | null;
  readonly replyId: MessageId;
  readonly runId: string;
}
