import { createContext } from "react";
import type { ModelId } from "../../../shared/models/model.ts";
import type { ReadingTime } from "../../../shared/models/reading-times.ts";
import type { MediaCapability, MediaCapabilities } from "../../../shared/media/media-capabilities.ts";

/** An installed model, or one on a server, that takes images, audio, or both. */
export interface CapableModel extends MediaCapabilities {
  readonly id: ModelId;
  readonly name: string;
}

/** What the media feature needs from the rest of the app. */
export interface MediaHost {
  readonly modelName: string;
  /** Whether it is the demo model, which takes nothing but what resembles its samples. */
  readonly isDemo: boolean;
  /** The capabilities of the chosen model; null while unknown. */
  readonly capabilities: MediaCapabilities | null;
  /** Whether the chosen model's architecture takes media, but its projector file is missing. */
  readonly lacksProjector: boolean;
  /** The server that the chosen model is on; null: it is a local model. */
  readonly destination: { readonly host: string; readonly isOnThisComputer: boolean } | null;
  readonly capableModels: readonly CapableModel[];
  /** null while no model is loaded. */
  readonly contextSizeTokens: number | null;
  /** Whether the context already has the maximum length that the model was trained for. */
  readonly isContextLongest: boolean;
  /**
   * How long the chosen model needs for an image of this many tokens; `measuring` while the computer's speed is
   * being measured, null: not known before the first image, or a server calculates.
   */
  readonly imageTime: (tokens: number) => ReadingTime | "measuring" | null;
  /** Called where such times are about to be shown. */
  readonly onWantTimes: () => void;
  /** Switches to this model. */
  readonly onUseModel: (id: ModelId) => void;
  /** Opens Models to find a model with this capability. */
  readonly onFindModel: (capability: MediaCapability) => void;
  /** Opens Models to add a model file. */
  readonly onAddModel: () => void;
}

export const MediaHostContext = createContext<MediaHost>({
  modelName: "",
  isDemo: false,
  capabilities: null,
  lacksProjector: false,
  destination: null,
  capableModels: [],
  contextSizeTokens: null,
  isContextLongest: false,
  imageTime: () => null,
  onWantTimes: () => undefined,
  onUseModel: () => undefined,
  onFindModel: () => undefined,
  onAddModel: () => undefined,
});
