/** Scripts written from right to left that are in use today. */
const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const consideredCharacters = 1000;

/**
 * Which way a text being typed runs, from its first letter. `dir="auto"` would say the same, but has the browser go
 * through the whole text again at each key: seconds, with a million characters.
 */
export function textDirection(text: string): "ltr" | "rtl" {
  const firstLetter = /\p{L}/u.exec(text.slice(0, consideredCharacters))?.[0];
  return firstLetter !== undefined && rightToLeft.test(firstLetter) ? "rtl" : "ltr";
}
