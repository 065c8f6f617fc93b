/** The dimensions of a Gemma 4 model that determine the size of its compute graph. */
export interface GraphShape {
  readonly width: number;
  readonly vocabularySize: number;
  /** 0: none. */
  readonly perLayerEmbedding: number;
  /** Whether the logits are soft-capped. */
  readonly capsLogits: boolean;
  readonly layers: readonly GraphLayer[];
}

export interface GraphLayer {
  readonly slides: boolean;
  readonly heads: number;
  readonly headSize: number;
  /** 0 where the layer shares the keys and values of an earlier one. */
  readonly keyValueHeads: number;
  /** False where the keys are also used as values. */
  readonly hasValues: boolean;
  readonly feedForward: number;
  readonly experts: { readonly count: number; readonly used: number; readonly feedForward: number } | null;
}
