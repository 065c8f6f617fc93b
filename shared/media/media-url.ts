/** URL prefix of stored files, in the window and in serve mode. */
export const mediaPath = "/media/";
/** Upload path in serve mode. */
export const mediaUploadPath = "/media";

export function mediaPathOf(hash: string): string {
  return mediaPath + hash;
}

/** A SHA-256 hash in lower-case hex. Stored files have no other names. */
export function isMediaHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}
