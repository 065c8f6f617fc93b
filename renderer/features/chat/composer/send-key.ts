import type { KeyboardEvent } from "react";

/** Enter sends and Shift+Enter breaks the line; the Enter that accepts what an input method offers never sends. */
export function isSendKey(
  event: Pick<KeyboardEvent, "key" | "shiftKey" | "altKey" | "nativeEvent">,
): boolean {
  return event.key === "Enter" && !event.shiftKey && !event.altKey && !isComposing(event.nativeEvent);
}

function isComposing(event: Pick<globalThis.KeyboardEvent, "isComposing" | "keyCode">): boolean {
  // Safari ends the composition before it tells of the key; the old code for "an input method took this" remains.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  return event.isComposing || event.keyCode === 229;
}
