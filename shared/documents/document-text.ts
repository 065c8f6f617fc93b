/** The text of a document, for a model. */
export interface DocumentText {
  /** Pages, slides, sheets or chapters, in order; a document without such a division has one. */
  readonly parts: readonly DocumentPart[];
}

export interface DocumentPart {
  /** As a reader would refer to it: `Page 3`, a sheet's name. Empty: the document has no parts. */
  readonly title: string;
  /** Empty where a page has no text, such as a scan. */
  readonly text: string;
}

/** All parts, each under its title. A page without text is named, so that it is not missing silently. */
export function wholeText({ parts }: DocumentText): string {
  return parts
    .filter(({ title, text }) => title !== "" || text !== "")
    .map(({ title, text }) => {
      if (title === "") return text;
      return text === "" ? `[${title}: no text]` : `[${title}]\n${text}`;
    })
    .join("\n\n");
}
