/** For the system's dialog, in which the person may still ask for every file. */
const accepted = {
  anything: "",
  pictures: "image/*,.heic,.heif,.pdf",
  recordings: "audio/*,video/*",
} as const;

/** Kept while its dialog is open, which nothing else does. */
let input: HTMLInputElement | null = null;

/** Opens the system's own dialog; browsers do so only at a press. None: the person chose nothing. */
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
