/** Right-to-left scripts in use today. */
const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const consideredCharacters = 1000;

/**
 * Direction of a draft, from its first letter. `dir="auto"` gives the same result, but the browser scans the
 * whole text on each key press, which takes seconds with a million characters.
 */
export function textDirection(text: string): "ltr" | "rtl" {
  const firstLetter = /\p{L}/u.exec(text.slice(0, consideredCharacters))?.[0];
  return firstLetter !== undefined && rightToLeft.test(firstLetter) ? "rtl" : "ltr";
}
