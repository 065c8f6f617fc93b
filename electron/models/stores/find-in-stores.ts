import type { ModelOrigin } from "../../../shared/models/model.ts";
import { findGgufFiles, type FoundFile } from "../find-gguf-files.ts";
import { findHuggingFace } from "./find-hugging-face.ts";
import { findJan } from "./find-jan.ts";
import { findOllama } from "./find-ollama.ts";
import type { StoreFolders } from "./store-folders.ts";

/** Finds the models of other apps on this computer. Nothing is copied, moved or written. */
export async function findInStores(stores: StoreFolders): Promise<readonly FoundFile[]> {
  const found = await Promise.all([
    ...stores.huggingFace.map(findHuggingFace),
    ...stores.lmStudio.map((folder) => findPlain(folder, "lm-studio")),
    ...stores.jan.map(findJan),
    ...stores.llamaCpp.map((folder) => findPlain(folder, "llama.cpp")),
    ...stores.ollama.map(findOllama),
  ]);
  return found.flat();
}

/** Plain folders of `.gguf` files: LM Studio's (PUBLISHER/MODEL/FILE) and the flat cache of llama.cpp. */
async function findPlain(folder: string, origin: ModelOrigin): Promise<readonly FoundFile[]> {
  const files = await findGgufFiles(folder);
  return files.map((file) => ({ ...file, origin, id: `${origin}:${file.id}` }));
}
