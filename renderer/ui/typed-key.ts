/** Whether a key can be the value of a header. Blank: none was typed. */
export function isKey(typed: string): boolean {
  return /^[\x21-\x7e]{0,500}$/.test(typed.trim());
}

/** Nothing typed leaves a saved key as it is. */
export function keyOf(typed: string): { readonly key?: string } {
  const key = typed.trim();
  return key === "" ? {} : { key };
}
