/** Where the page reads a stored file, in both hosts. */
export const mediaPath = "/media/";
/** Where it sends one, in serve mode. */
export const mediaUploadPath = "/media";

export function mediaUrl(hash: string): string {
  return mediaPath + hash;
}

/** SHA-256, lower-case hex: the only names there are. */
export function isMediaHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}
