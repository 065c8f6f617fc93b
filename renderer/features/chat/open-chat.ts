import type { ModelId } from "../../../shared/models/model.ts";

/** What the top bar says of the chat on screen; null until it is loaded, and in a new chat. */
export interface OpenChat {
  readonly modelId: ModelId;
  readonly modelName: string;
  /** Of the last reply; null before there is one. */
  readonly context: { readonly usedTokens: number; readonly sizeTokens: number } | null;
}

export function useOpenChat(): OpenChat | null {
  return null;
}

/** Ends the reply of the chat on screen. False when none is being written. */
export function stopOpenReply(): boolean {
  return false;
}
