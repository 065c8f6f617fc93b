/** How the numbers of the KV cache are kept. `q8_0` halves the cache for a difference that is hard to notice. */
export type KvType = "f16" | "q8_0";

/** Of what the cache takes in f16: q8_0 keeps 32 numbers in 34 bytes instead of 64. */
export const kvShare = (type: KvType): number => (type === "f16" ? 1 : 34 / 64);
