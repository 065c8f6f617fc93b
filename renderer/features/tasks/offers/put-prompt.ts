/**
 * Puts a prompt into a draft: in place of the earlier prompt, otherwise before the text of the user. Returns
 * null when the user edited the earlier prompt, and the draft is to be left as it is.
 */
export function withPrompt(draft: string, earlier: string | null, prompt: string): string | null {
  if (earlier !== null && earlier !== "") {
    return draft.includes(earlier) ? draft.replace(earlier, () => prompt) : null;
  }
  return draft.trim() === "" ? prompt : `${prompt}\n\n${draft}`;
}

/** Removes the prompt from a draft; text that the user wrote or edited stays. */
export function withoutPrompt(draft: string, prompt: string): string {
  return draft.replace(prompt, "").trimStart();
}
