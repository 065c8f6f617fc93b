import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { ConversationId } from "../../../shared/chat/message.ts";
import { makeFolder } from "../../home/make-folder.ts";
import { writeFileAtomically } from "../../home/write-file-atomically.ts";
import type { FolderFile } from "./code-protocol.ts";

/** The files of one chat's programs. */
export interface ChatFolder {
  readonly files: readonly FolderFile[];
  /** Which attachments of the chat have been copied into it, so that none comes back after it was removed. */
  readonly copied: readonly string[];
  /** Whether a program has worked in it when text that the user did not write was in the chat. */
  readonly isUntrusted: boolean;
}

const emptyFolder: ChatFolder = { files: [], copied: [], isUntrusted: false };

const headSchema = z.object({
  files: z.array(z.object({ path: z.string(), sizeBytes: z.int().min(0) })),
  copied: z.array(z.string()),
  isUntrusted: z.boolean(),
});
type Head = z.infer<typeof headSchema>;

/**
 * The folders of chats on the disk. Each is a single file, a line of JSON and the contents, because a program
 * chooses the names in it: as names of real files they could harm.
 */
export class ChatFolders {
  readonly #folder: string;

  /** @param folder absolute; created when it is needed */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** An empty one where the chat has none, or a damaged one. */
  async read(id: ConversationId): Promise<ChatFolder> {
    try {
      return parse(await readFile(this.#pathOf(id)));
    } catch {
      return emptyFolder;
    }
  }

  async write(id: ConversationId, { files, copied, isUntrusted }: ChatFolder): Promise<void> {
    makeFolder(this.#folder);
    const head: Head = {
      files: files.map(({ path, bytes }) => ({ path, sizeBytes: bytes.length })),
      copied: [...copied],
      isUntrusted,
    };
    const line = Buffer.from(`${JSON.stringify(head)}\n`);
    await writeFileAtomically(this.#pathOf(id), Buffer.concat([line, ...files.map(({ bytes }) => bytes)]));
  }

  #pathOf(id: ConversationId): string {
    if (!/^[\w-]+$/.test(id)) throw new Error("Not the id of a chat");
    return join(this.#folder, id);
  }
}

function parse(stored: Buffer): ChatFolder {
  const end = stored.indexOf(0x0a);
  const head = headSchema.parse(JSON.parse(stored.toString("utf8", 0, end)));
  let at = end + 1;
  const files = head.files.map(({ path, sizeBytes }) => {
    const bytes = stored.subarray(at, at + sizeBytes);
    at += sizeBytes;
    if (bytes.length !== sizeBytes) throw new Error("The folder is cut off");
    return { path, bytes };
  });
  return { ...head, files };
}
