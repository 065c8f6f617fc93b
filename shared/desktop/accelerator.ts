const modifiers = ["Command", "Control", "Alt", "Shift"] as const;
const pattern = /^(?:(?:Command|Control|Alt|Shift)\+){1,4}(?:[A-Z0-9]|F(?:[1-9]|1\d|2[0-4])|Space)$/;

/** The part of a KeyboardEvent that is read. */
export interface KeyDown {
  readonly altKey: boolean;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * Whether the text is a shortcut that may be taken from all programs, in Electron's notation: a key with at
 * least one of Command, Control and Alt, so that typing stays possible.
 */
export function isAccelerator(text: string): boolean {
  if (!pattern.test(text)) return false;
  const held = text.split("+").slice(0, -1);
  return new Set(held).size === held.length && held.some((modifier) => modifier !== "Shift");
}

/** The shortcut that was pressed; null while it is not complete, or cannot be one. */
export function acceleratorOf(press: KeyDown): string | null {
  const key = keyOf(press.code);
  if (key === null) return null;
  const isHeld = [press.metaKey, press.ctrlKey, press.altKey, press.shiftKey];
  const accelerator = [...modifiers.filter((_name, index) => isHeld[index]), key].join("+");
  return isAccelerator(accelerator) ? accelerator : null;
}

/** Keys by their position, as a global shortcut does not depend on what is typed. */
function keyOf(code: string): string | null {
  return /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1] ?? /^(?:F\d{1,2}|Space)$/.exec(code)?.[0] ?? null;
}
