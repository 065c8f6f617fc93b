import { words } from "../../../tests/fixtures/context-reader.ts";

export const soakedChats = 3;

export const ownerOf = (chat: number) => `chat ${chat}`;

/** The prompts of a chat: each is the beginning of the longer ones. */
export const promptOf = (chat: number, tokens: number) => words(tokens, 500 + chat);

export interface SavingOrder {
  readonly folder: string;
  readonly modelPath: string;
  readonly seed: number;
}
