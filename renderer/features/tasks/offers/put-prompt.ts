/**
 * The text of the message box with another prompt: in the place of the one that was put there before, else before what the
 * person wrote. null: they changed the earlier one, and what they wrote stays as it is.
 */
export function withPrompt(draft: string, earlier: string | null, prompt: string): string | null {
  if (earlier !== null && earlier !== "") {
    return draft.includes(earlier) ? draft.replace(earlier, () => prompt) : null;
  }
  return draft.trim() === "" ? prompt : `${prompt}\n\n${draft}`;
}

/** The text without the prompt; what the person wrote, or changed, stays. */
export function withoutPrompt(draft: string, prompt: string): string {
  return draft.replace(prompt, "").trimStart();
}
