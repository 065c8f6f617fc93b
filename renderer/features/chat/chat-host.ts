import { createContext, type ComponentType, type ReactNode } from "react";
import type { Message } from "../../../shared/chat/message.ts";
import type { Attachment } from "../../../shared/chat/message-part.ts";
import type { ReplyTask } from "../../../shared/chat/reply-task.ts";
import type { Model } from "../../../shared/models/model.ts";
import type { RemoteServer } from "../../../shared/models/remote-server.ts";
import type { NewChatDefaults } from "./state/new-chat-settings.ts";
import type { ChatTools } from "../../../shared/tools/chat-tools.ts";
import type { MediaCapability } from "../../../shared/media/media-capabilities.ts";

/** State of the attachments of a draft; `trouble`: one of them prevents sending. */
export type AttachmentReadiness = "none" | "ready" | "preparing" | "trouble";

/** The media components and functions that a chat uses; chat has no other dependency on the media feature. */
export interface ChatMedia {
  /** Buttons beside the message box. */
  readonly Tools: ComponentType<{ readonly draftKey: string }>;
  /** The attachments of the draft, shown above the message box. */
  readonly Tray: ComponentType<{ readonly draftKey: string }>;
  /** The attachments of a sent message. */
  readonly Attached: ComponentType<{ readonly attachments: readonly Attachment[] }>;
  readonly useReadiness: (draftKey: string) => AttachmentReadiness;
  /** About how many tokens the attachments of the draft take. */
  readonly useTokens: (draftKey: string) => number;
  /** The context of the chosen model; null while it is not loaded, or not known. */
  readonly contextSizeTokens: number | null;
  /**
   * Returns the attachments that are ready, in order, with a callback that removes them from the draft once
   * sent.
   */
  readonly take: (draftKey: string) => TakenAttachments;
  /** Fills the draft of an edit with the attachments of the message, unless it has been filled before. */
  readonly openEdit: (draftKey: string, attachments: readonly Attachment[]) => void;
  readonly closeEdit: (draftKey: string) => void;
}

export interface TakenAttachments {
  readonly attachments: readonly Attachment[];
  readonly onSent: () => void;
}

/** The task components and functions that a chat uses. */
export interface ChatTasks {
  /** The tasks that apply to the attachments, shown above the message box. */
  readonly Offers: ComponentType<{ readonly draftKey: string }>;
  /** Returns the chosen task of the draft, with a callback that clears it once sent. */
  readonly take: (draftKey: string) => TakenTask;
  /** What the task of the draft changes in the message box; null: no task is chosen. */
  readonly useEffects: (draftKey: string) => TaskEffects | null;
  /** The prompt of a task in a sent message, behind its name. */
  readonly SentPrompt: ComponentType<{ readonly taskName: string; readonly prompt: string }>;
  /** Attaches what the demo model can read or hear to a draft, and selects the matching task. */
  readonly attachSample: (draftKey: string, which: "receipt" | "recording") => Promise<void>;
  /** Called from the start screen: opens the file picker or the recorder and selects the matching task. */
  readonly onReadReceipts: (draftKey: string) => void;
  readonly onTranscribe: (draftKey: string) => void;
  /** Shows a reply in the view of its task; a reply without a task shows the children. */
  readonly TaskReply: ComponentType<TaskReplyProps>;
}

export interface TaskEffects {
  /** null: the task leaves it to the chat. */
  readonly thinking: boolean | null;
  readonly title: string;
  /** What the user may add, in the empty message box. */
  readonly placeholder: string;
}

export interface TakenTask {
  readonly task: ReplyTask | null;
  /** The prompt of the task, which precedes the user's text; empty: the text contains it. */
  readonly prompt: string;
  readonly onSent: () => void;
}

export interface TaskReplyProps {
  readonly reply: Message;
  readonly question: Message;
  readonly children: ReactNode;
}

export interface ToolsMenuProps {
  /** Those of the chat. */
  readonly tools: ChatTools;
  readonly onChange: (tools: ChatTools) => void;
}

/** What the components of a chat need from the app around them. */
export interface ChatHost {
  readonly models: readonly Model[];
  readonly servers: readonly RemoteServer[];
  readonly newChat: NewChatDefaults;
  /** The button beside the message box that shows the tools of a chat. */
  readonly ToolsMenu: ComponentType<ToolsMenuProps>;
  readonly onChooseModel: () => void;
  readonly onFindModel: (capability: MediaCapability) => void;
  /** Opens Settings at the model servers. */
  readonly onOpenServers: () => void;
  /** Connects to a server again. */
  readonly onRetryServer: (serverId: string) => void;
  readonly media: ChatMedia;
  readonly tasks: ChatTasks;
  /** Called when an edited message was sent, so that the view follows its reply. */
  readonly onSent: () => void;
}

export const nothingAttached: TakenAttachments = { attachments: [], onSent: () => undefined };

const noMedia: ChatMedia = {
  Tools: () => null,
  Tray: () => null,
  Attached: () => null,
  useReadiness: () => "none",
  useTokens: () => 0,
  contextSizeTokens: null,
  take: () => nothingAttached,
  openEdit: () => undefined,
  closeEdit: () => undefined,
};

export const noTask: TakenTask = { task: null, prompt: "", onSent: () => undefined };

const noTasks: ChatTasks = {
  Offers: () => null,
  take: () => noTask,
  useEffects: () => null,
  SentPrompt: ({ prompt }) => prompt,
  attachSample: async () => undefined,
  onReadReceipts: () => undefined,
  onTranscribe: () => undefined,
  TaskReply: ({ children }) => children,
};

export const ChatHostContext = createContext<ChatHost>({
  models: [],
  servers: [],
  newChat: { modelId: "", thinking: false },
  ToolsMenu: () => null,
  onChooseModel: () => undefined,
  onFindModel: () => undefined,
  onOpenServers: () => undefined,
  onRetryServer: () => undefined,
  media: noMedia,
  tasks: noTasks,
  onSent: () => undefined,
});
