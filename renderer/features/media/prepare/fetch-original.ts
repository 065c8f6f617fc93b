import { mediaUrl } from "../../../../shared/media/media-url.ts";
import { DecodeError } from "../../../../shared/media/decode-failure.ts";

/**
 * Fetches the stored original of a file that was attached before the page was reloaded.
 * @throws DecodeError
 */
export async function fetchOriginal(
  { hash, type }: { readonly hash: string; readonly type: string },
  name: string,
  signal: AbortSignal,
): Promise<File> {
  const response = await fetch(mediaUrl(hash), { signal });
  if (!response.ok) throw new DecodeError("broken", `Could not fetch ${hash}: HTTP ${response.status}`);
  return new File([await response.blob()], name, { type });
}
