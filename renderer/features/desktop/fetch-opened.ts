import type { OpenedItem } from "../../../shared/desktop/opened-item.ts";

type OpenedFile = Extract<OpenedItem, { readonly type: "file" }>;

/** The bytes of a file that was opened with Facet; null when it cannot be read any more. */
export async function fetchOpened({ name, path }: OpenedFile): Promise<File | null> {
  try {
    const response = await fetch(path);
    return response.ok ? new File([await response.blob()], name) : null;
  } catch {
    return null;
  }
}
