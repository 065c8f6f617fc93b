/** Values of the input's `accept`; the user can still switch the system's dialog to all files. */
const accepted = {
  anything: "",
  pictures: "image/*,.heic,.heif,.pdf",
  recordings: "audio/*,video/*",
} as const;

/** Referenced while the dialog is open, so that the detached input is not garbage collected. */
let input: HTMLInputElement | null = null;

/**
 * Opens the system's file dialog, which browsers allow only in response to a user gesture. Resolves with an
 * empty list if the user cancels.
 */
export function pickFiles(kind: keyof typeof accepted): Promise<readonly File[]> {
  return new Promise((done) => {
    const picker = document.createElement("input");
    picker.type = "file";
    picker.multiple = true;
    picker.accept = accepted[kind];
    const answer = () => {
      input = null;
      done([...(picker.files ?? [])]);
    };
    picker.addEventListener("change", answer);
    picker.addEventListener("cancel", answer);
    input = picker;
    input.click();
  });
}
