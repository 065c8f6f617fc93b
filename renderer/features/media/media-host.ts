import { createContext } from "react";

/** What can be seen or heard. */
export interface Senses {
  readonly sees: boolean;
  readonly hears: boolean;
}

/** What the parts for media need of the app around them. */
export interface MediaHost {
  readonly modelName: string;
  /** Of the chosen model; null while it is not known. */
  readonly senses: Senses | null;
  /** The chosen model could, had it its projector. */
  readonly lacksProjector: boolean;
  /** Names of models on this computer that see, and that hear. */
  readonly able: { readonly see: readonly string[]; readonly hear: readonly string[] };
  /** null while no model is loaded. */
  readonly contextSizeTokens: number | null;
  readonly onChooseModel: () => void;
}

export const MediaHostContext = createContext<MediaHost>({
  modelName: "",
  senses: null,
  lacksProjector: false,
  able: { see: [], hear: [] },
  contextSizeTokens: null,
  onChooseModel: () => undefined,
});
