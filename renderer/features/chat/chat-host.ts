import { createContext } from "react";
import type { Model, ModelId } from "../../../shared/models/model.ts";

/** What the parts of a chat need of the app around it. */
export interface ChatHost {
  readonly models: readonly Model[];
  readonly newChat: { readonly modelId: ModelId; readonly thinking: boolean };
  readonly onChooseModel: () => void;
  /** A changed message is sent: its reply is to be followed. */
  readonly onSent: () => void;
}

export const ChatHostContext = createContext<ChatHost>({
  models: [],
  newChat: { modelId: "", thinking: false },
  onChooseModel: () => undefined,
  onSent: () => undefined,
});
