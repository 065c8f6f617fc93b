import { createContext, type ComponentType } from "react";
import type { Attachment } from "../../../shared/chat/message.ts";
import type { Model, ModelId } from "../../../shared/models/model.ts";

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
  /** As if the buttons beside the message box were pressed. */
  readonly onPickFiles: () => void;
  readonly onRecord: () => void;
  readonly useReadiness: (draftKey: string) => AttachmentReadiness;
  /** What is ready, in its order, and what takes it off the draft once it was sent. */
  readonly take: (draftKey: string) => TakenAttachments;
}

export interface TakenAttachments {
  readonly attachments: readonly Attachment[];
  readonly onSent: () => void;
}

/** What the parts of a chat need of the app around it. */
export interface ChatHost {
  readonly models: readonly Model[];
  readonly newChat: { readonly modelId: ModelId; readonly thinking: boolean };
  readonly onChooseModel: () => void;
  readonly media: ChatMedia;
  /** A changed message is sent: its reply is to be followed. */
  readonly onSent: () => void;
}

export const nothingAttached: TakenAttachments = { attachments: [], onSent: () => undefined };

const noMedia: ChatMedia = {
  Tools: () => null,
  Tray: () => null,
  Attached: () => null,
  onPickFiles: () => undefined,
  onRecord: () => undefined,
  useReadiness: () => "none",
  take: () => nothingAttached,
};

export const ChatHostContext = createContext<ChatHost>({
  models: [],
  newChat: { modelId: "", thinking: false },
  onChooseModel: () => undefined,
  media: noMedia,
  onSent: () => undefined,
});
