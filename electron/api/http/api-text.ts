import { wellFormedText } from "../../../shared/well-formed-text.ts";

/** Text of any length that a body may have. */
export const apiText = wellFormedText(Number.MAX_SAFE_INTEGER);
