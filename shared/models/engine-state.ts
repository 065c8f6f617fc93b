import type { Drafting } from "../inference/drafting.ts";
import type { LoadedMedia } from "../inference/engine-protocol.ts";
import type { Failure } from "../ipc/result.ts";
import type { MemoryShortage } from "./memory-shortage.ts";
import type { ModelId } from "./model.ts";

/** The engine's model state. One model is loaded at a time. */
export type EngineState =
  | { readonly type: "idle" }
  /** The model does not fit in free memory, and the load waits for the user's decision. */
  | ({
      readonly type: "held";
      readonly modelId: ModelId;
      /** The context length set in the chat, which overrides the model's settings; null: none. */
      readonly contextTokens: number | null;
    } & MemoryShortage)
  | { readonly type: "loading"; readonly modelId: ModelId; readonly progress: number }
  | {
      readonly type: "ready";
      readonly modelId: ModelId;
      readonly contextSizeTokens: number;
      readonly media: LoadedMedia;
      readonly drafting: Drafting;
      /** It has a drafter, which would not fit into the free memory as well. */
      readonly isDrafterLeftOut: boolean;
    }
  | { readonly type: "failed"; readonly modelId: ModelId | null; readonly error: Failure };
