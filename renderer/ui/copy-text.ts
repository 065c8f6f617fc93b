/** Resolves to whether the text was copied. Outside a secure context there is no clipboard. */
export async function copyText(text: string): Promise<boolean> {
  try {
    const clipboard = (navigator as Partial<Navigator>).clipboard;
    await clipboard?.writeText(text);
    return clipboard !== undefined;
  } catch {
    return false;
  }
}
