import type { Failure } from "../ipc/result.ts";
import type { MediaCapabilities } from "../media/media-capabilities.ts";
import type { ModelId } from "../models/model.ts";

/** What a consumer may know of a chat model, wherever it runs. */
export interface ChatModelInfo {
  readonly modelId: ModelId;
  readonly name: string;
  /** null: a remote server did not report it. */
  readonly contextSizeTokens: number | null;
  readonly media: MediaCapabilities & {
    /** Why a projector that should have been loaded is not; null: it is loaded, or there is none. */
    readonly problem: Failure | null;
  };
  /** Whether thinking can be switched on. */
  readonly canThink: boolean;
  /** Whether reasoning can be limited to a number of tokens. */
  readonly hasReasoningBudget: boolean;
  /** Whether reasoning that is going on can be closed (Answer now). */
  readonly canEndReasoning: boolean;
  /** Whether tools can be declared to it. Where they cannot, declarations in prompts are ignored. */
  readonly callsTools: boolean;
  readonly location: ModelLocation;
}

export type ModelLocation =
  | { readonly type: "local" }
  | { readonly type: "remote"; readonly serverName: string; readonly host: string };
