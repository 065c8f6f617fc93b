/** What a projector calculates for an image or a clip. */
export interface EncoderShape {
  readonly image: { readonly weights: number; readonly layers: number; readonly width: number };
  readonly audio: { readonly weights: number };
}

/**
 * The encoders of a Gemma 4 projector, told apart by the size of its file: those of E2B and E4B see and hear, that
 * of 12B has no encoder but only a projection, and those of the larger models see.
 * @param projectorBytes of the file, in any precision
 */
export function encoderShape(projectorBytes: number, hears: boolean): EncoderShape {
  if (projectorBytes < leastEncoderBytes) return { image: none, audio: none };
  return hears ? { image: smallVision, audio: { weights: 305e6 } } : { image: largeVision, audio: none };
}

/** 12B's file has 175 MB in F16; E2B's more than 500 MB even in Q8_0. */
const leastEncoderBytes = 300e6;
const none = { weights: 0, layers: 0, width: 0 };
const smallVision = { weights: 150e6, layers: 16, width: 768 };
const largeVision = { weights: 550e6, layers: 27, width: 1152 };
