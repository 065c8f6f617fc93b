/** In the address of the small window for one question. */
export const quickParameter = "quick";
