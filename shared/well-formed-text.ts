import { z } from "zod";

/** Half a surrogate pair is no character: neither the disk nor the model could keep it, so it becomes U+FFFD here. */
export function wellFormedText(maxLength: number) {
  return z
    .string()
    .max(maxLength)
    .overwrite((value) => value.toWellFormed());
}
