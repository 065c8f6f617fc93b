/** A document whose text is wanted: an archive of XML files, or a text that is the source of a document. */
export type DocumentJob =
  | { readonly type: "package"; readonly file: Blob }
  | { readonly type: "source"; readonly text: string; readonly name: string };
