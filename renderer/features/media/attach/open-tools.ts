export const attachButtonId = "attach-files";
export const recordButtonId = "record-voice-note";

/** From elsewhere on the page, as if its button were pressed: browsers ask for files only at a press. */
export function openFilePicker(): void {
  document.getElementById(attachButtonId)?.click();
}

export function openRecorder(): void {
  document.getElementById(recordButtonId)?.click();
}
