import type { KeyboardEvent } from "react";

/** True for Enter without modifiers, unless an input method is composing. */
export function isSendKey(
  event: Pick<KeyboardEvent, "key" | "shiftKey" | "altKey" | "nativeEvent">,
): boolean {
  return event.key === "Enter" && !event.shiftKey && !event.altKey && !isComposing(event.nativeEvent);
}

function isComposing(event: Pick<globalThis.KeyboardEvent, "isComposing" | "keyCode">): boolean {
  // Safari ends the composition before it reports the key; keyCode 229 marks a key that an input method took.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  return event.isComposing || event.keyCode === 229;
}
