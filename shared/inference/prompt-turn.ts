import type { JsonObject } from "../chat/message-part.ts";
import type { PreparedMedia } from "../media/prepared-media.ts";
import type { ToolDeclaration } from "./tool-declaration.ts";

/** A conversation as a model is given it, before it is rendered by the model's chat format. */
export interface Prompt {
  /** Blank: no system message. */
  readonly systemPrompt: string;
  /** Oldest first. The last one is the user's, or an assistant turn that is still open. */
  readonly turns: readonly Turn[];
  /**
   * Index of the first turn that was in the context at the end of the previous reply: earlier ones had left
   * it, except pinned ones, and return only when there is much room. Absent: nothing had left.
   */
  readonly startsAt?: number;
  /** The tools that the model may call, in a stable order, so that the KV cache is reused. */
  readonly tools?: readonly ToolDeclaration[];
}

export interface Turn {
  readonly role: "user" | "assistant";
  /** Visible text. Reasoning of finished turns is never sent back. */
  readonly text: string;
  /** Images and clips, which precede the text, in order. */
  readonly media?: readonly TurnMedia[];
  /** Whether the exchange (user message and reply) stays in the context when others leave. */
  readonly isPinned?: boolean;
  /**
   * Of an assistant turn that is not finished: what the model has generated so far and the results of its
   * tools, in order. The next tokens continue it. `text` is empty then. Where an earlier turn has steps, they
   * are written without reasoning.
   */
  readonly steps?: readonly TurnStep[];
}

export type TurnStep =
  | { readonly type: "reasoning"; readonly text: string }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "tool-call"; readonly name: string; readonly arguments: JsonObject }
  | {
      readonly type: "tool-result";
      readonly name: string;
      readonly text: string;
      readonly media?: readonly TurnMedia[];
    };

/** Prepared media and the file that holds its bytes, as an absolute path. */
export type TurnMedia = PreparedMedia & { readonly path: string };
