import { stat } from "node:fs/promises";
import { PrefixHasher } from "./prefix-hasher.ts";

/** Whether a file with exactly this content exists. */
export async function hasContent(
  path: string,
  content: { readonly sizeBytes: number; readonly sha256: string },
): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() !== true || found.size !== content.sizeBytes) return false;
  const hasher = new PrefixHasher(path);
  try {
    return (await hasher.digest(content.sizeBytes)) === content.sha256;
  } finally {
    await hasher.close();
  }
}
