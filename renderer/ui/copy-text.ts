/** Answers whether it is in the clipboard. Outside a secure page there is none at all. */
export async function copyText(text: string): Promise<boolean> {
  try {
    const clipboard = (navigator as Partial<Navigator>).clipboard;
    await clipboard?.writeText(text);
    return clipboard !== undefined;
  } catch {
    return false;
  }
}
