import { z } from "zod";

/**
 * A string schema that replaces lone surrogates with U+FFFD, because neither the database nor the tokenizer
 * accepts them.
 */
export function wellFormedText(maxLength: number) {
  return z
    .string()
    .max(maxLength)
    .overwrite((value) => value.toWellFormed());
}
