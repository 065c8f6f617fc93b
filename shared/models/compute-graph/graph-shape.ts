/** What of a Gemma 4's dimensions decides how large its computation is. */
export interface GraphShape {
  readonly width: number;
  readonly vocabularySize: number;
  /** 0: none. */
  readonly perLayerEmbedding: number;
  /** Whether logits are kept from growing. */
  readonly capsLogits: boolean;
  readonly layers: readonly GraphLayer[];
}

export interface GraphLayer {
  readonly slides: boolean;
  readonly heads: number;
  readonly headSize: number;
  /** 0 where it uses the keys and values of an earlier layer. */
  readonly keyValueHeads: number;
  /** False where its keys are its values too. */
  readonly hasValues: boolean;
  readonly feedForward: number;
  readonly experts: { readonly count: number; readonly used: number; readonly feedForward: number } | null;
}
