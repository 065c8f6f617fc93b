/** Has the browser keep a text as a file, where it keeps what is downloaded. */
export function saveText(fileName: string, mediaType: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${mediaType};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  // The download has begun; its bytes are read a moment later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The name of a file without its ending. */
export function bareName(fileName: string): string {
  return fileName.replace(/\.[A-Za-z0-9]{1,5}$/, "") || fileName;
}
