import { createContext, type ComponentType, type ReactNode } from "react";
import type { Message } from "../../../shared/chat/message.ts";
import type { Attachment } from "../../../shared/chat/message-part.ts";
import type { ReplyTask } from "../../../shared/chat/reply-task.ts";
import type { Model, ModelId } from "../../../shared/models/model.ts";
import type { Sense } from "../../../shared/models/senses.ts";

/** How far what is attached to a draft is; `trouble`: something is in the way of sending it. */
export type AttachmentReadiness = "none" | "ready" | "preparing" | "trouble";

/** What a chat takes from whatever handles media; it knows no more of it. */
export interface ChatMedia {
  /** Buttons beside the message box. */
  readonly Tools: ComponentType<{ readonly draftKey: string }>;
  /** What is attached, above the message box. */
  readonly Tray: ComponentType<{ readonly draftKey: string }>;
  /** What came with a message. */
  readonly Attached: ComponentType<{ readonly attachments: readonly Attachment[] }>;
  readonly useReadiness: (draftKey: string) => AttachmentReadiness;
  /** What is ready, in its order, and what takes it off the draft once it was sent. */
  readonly take: (draftKey: string) => TakenAttachments;
}

export interface TakenAttachments {
  readonly attachments: readonly Attachment[];
  readonly onSent: () => void;
}

/** What a chat takes from whatever handles tasks. */
export interface ChatTasks {
  /** What can be done with what is attached, above the message box. */
  readonly Offers: ComponentType<{ readonly draftKey: string }>;
  /** What the draft is sent with, and what lets go of it once it was sent. */
  readonly take: (draftKey: string) => TakenTask;
  /** From the first screen: pictures of receipts are chosen, or a note is recorded, and the draft is for their task then. */
  readonly onReadReceipts: (draftKey: string) => void;
  readonly onTranscribe: (draftKey: string) => void;
  /** Shows a reply in the view of its task; the children are the usual view, for a reply without one. */
  readonly TaskReply: ComponentType<TaskReplyProps>;
}

export interface TakenTask {
  readonly task: ReplyTask | null;
  readonly onSent: () => void;
}

export interface TaskReplyProps {
  readonly reply: Message;
  readonly question: Message;
  readonly children: ReactNode;
}

/** What the parts of a chat need of the app around it. */
export interface ChatHost {
  readonly models: readonly Model[];
  readonly newChat: { readonly modelId: ModelId; readonly thinking: boolean };
  readonly onChooseModel: () => void;
  readonly onFindModel: (sense: Sense) => void;
  readonly media: ChatMedia;
  readonly tasks: ChatTasks;
  /** A changed message is sent: its reply is to be followed. */
  readonly onSent: () => void;
}

export const nothingAttached: TakenAttachments = { attachments: [], onSent: () => undefined };

const noMedia: ChatMedia = {
  Tools: () => null,
  Tray: () => null,
  Attached: () => null,
  useReadiness: () => "none",
  take: () => nothingAttached,
};

export const noTask: TakenTask = { task: null, onSent: () => undefined };

const noTasks: ChatTasks = {
  Offers: () => null,
  take: () => noTask,
  onReadReceipts: () => undefined,
  onTranscribe: () => undefined,
  TaskReply: ({ children }) => children,
};

export const ChatHostContext = createContext<ChatHost>({
  models: [],
  newChat: { modelId: "", thinking: false },
  onChooseModel: () => undefined,
  onFindModel: () => undefined,
  media: noMedia,
  tasks: noTasks,
  onSent: () => undefined,
});
