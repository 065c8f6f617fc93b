const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * Text of a model, a file or a server without control characters, with which it could move the cursor, hide
 * what was printed before or type commands. Line feeds and tabs stay.
 */
export function printable(text: string): string {
  return text.replaceAll(controls, "");
}
