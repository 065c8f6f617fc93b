import type { JsonObject } from "../../../shared/chat/message-part.ts";
import type { ImageBudget } from "../../../shared/media/image-budget.ts";

/** A message of a conversation, in the one form into which the messages of every API are parsed. */
export type Entry =
  | { readonly role: "system"; readonly text: string }
  | { readonly role: "user"; readonly content: readonly Content[] }
  | { readonly role: "assistant"; readonly steps: readonly AssistantStep[] }
  | {
      readonly role: "tool";
      readonly callId: string;
      readonly content: readonly Content[];
      /** Where the entry is in the request, for errors. */
      readonly param: string;
    };

export type Content = { readonly type: "text"; readonly text: string } | MediaContent;

export interface MediaContent {
  readonly type: "image" | "audio";
  readonly source: MediaSource;
  /** Of images; null: as the request says, or chosen from the image. */
  readonly budget: ImageBudget | null;
  /** Where it is in the request, for errors. */
  readonly param: string;
}

export type MediaSource =
  { readonly type: "base64"; readonly data: string } | { readonly type: "url"; readonly url: string };

export type AssistantStep =
  | { readonly type: "text" | "reasoning"; readonly text: string }
  | {
      readonly type: "tool-call";
      readonly callId: string;
      readonly name: string;
      readonly arguments: JsonObject;
    };
