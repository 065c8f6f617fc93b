/** How much of the model's precision the file keeps; the labels are in `i18n/models`. */
export type Precision = "rough" | "small" | "balanced" | "fine" | "full";

export interface Quantization {
  /** The nominal bits per weight; K-quants and similar types use slightly more. */
  readonly bits: number;
  readonly precision: Precision;
}

/** Parses names such as `Q4_0`, `UD-Q4_K_XL`, `IQ3_XXS`, `MXFP4`, `BF16`; null for any other name. */
export function readQuantization(name: string): Quantization | null {
  const digits = /(?:^|[^A-Z0-9])(?:I?Q|TQ|MXFP|NVFP|BF|F|FP)(\d{1,2})(?![0-9])/i.exec(name)?.[1];
  if (digits === undefined) {
    return null;
  }
  const bits = Number(digits);
  return { bits, precision: precisionOf(bits) };
}

function precisionOf(bits: number): Precision {
  if (bits <= 3) {
    return "rough";
  }
  if (bits === 4) {
    return "small";
  }
  if (bits <= 6) {
    return "balanced";
  }
  return bits < 16 ? "fine" : "full";
}
