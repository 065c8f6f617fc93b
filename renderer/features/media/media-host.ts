import { createContext } from "react";
import type { ModelId } from "../../../shared/models/model.ts";
import type { Sense, Senses } from "../../../shared/models/senses.ts";

/** A model on this computer that can see, hear, or both. */
export interface AbleModel extends Senses {
  readonly id: ModelId;
  readonly name: string;
}

/** What the parts for media need of the app around them. */
export interface MediaHost {
  readonly modelName: string;
  /** Of the chosen model; null while it is not known. */
  readonly senses: Senses | null;
  /** The chosen model could, had it its projector. */
  readonly lacksProjector: boolean;
  readonly able: readonly AbleModel[];
  /** null while no model is loaded. */
  readonly contextSizeTokens: number | null;
  /** The model was trained for no more. */
  readonly isContextLongest: boolean;
  /** This one instead of the chosen one. */
  readonly onUseModel: (id: ModelId) => void;
  /** The person wants to look for one. */
  readonly onFindModel: (sense: Sense) => void;
}

export const MediaHostContext = createContext<MediaHost>({
  modelName: "",
  senses: null,
  lacksProjector: false,
  able: [],
  contextSizeTokens: null,
  isContextLongest: false,
  onUseModel: () => undefined,
  onFindModel: () => undefined,
});
