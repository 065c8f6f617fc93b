/** Number format of the KV cache. `q8_0` halves the cache with a hardly noticeable loss of quality. */
export type KvType = "f16" | "q8_0";

/** Size relative to f16: q8_0 stores 32 numbers in 34 bytes instead of 64. */
export const kvShare = (type: KvType): number => (type === "f16" ? 1 : 34 / 64);
