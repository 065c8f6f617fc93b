import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Message } from "../../../shared/chat/message.ts";
import type { MediaContent, MessagePart, ResultFile } from "../../../shared/chat/message-part.ts";
import type { MediaStore } from "../../media/media-store.ts";
import type { ChatFolder } from "./chat-folders.ts";
import { folderLimits } from "./code-limits.ts";
import type { FolderFile } from "./code-protocol.ts";

interface Attached {
  /** Tells it from others, also from one of the same name. */
  readonly key: string;
  readonly name: string;
  readonly sizeBytes: number;
  read(): Promise<Uint8Array>;
}

export interface FilledFolder {
  readonly folder: ChatFolder;
  /** Names of attachments for which the folder has no room. */
  readonly tooLarge: readonly string[];
}

/**
 * Copies what is attached to a chat, and what other tools returned in it, into the chat's folder: once each,
 * under a name that is free.
 * @param own names of tools whose files are in the folder already
 */
export async function copyAttachments(
  folder: ChatFolder,
  branch: readonly Message[],
  media: MediaStore,
  own: ReadonlySet<string>,
): Promise<FilledFolder> {
  const files: FolderFile[] = [...folder.files];
  const copied = new Set(folder.copied);
  const tooLarge: string[] = [];
  let totalBytes = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const parts = branch.flatMap((message) => message.parts);
  for (const attached of parts.flatMap((part) => attachedTo(part, media, own))) {
    const { key, name, sizeBytes } = attached;
    if (copied.has(key)) continue;
    const isFitting =
      sizeBytes <= folderLimits.fileBytes &&
      totalBytes + sizeBytes <= folderLimits.totalBytes &&
      files.length < folderLimits.files;
    if (!isFitting) {
      tooLarge.push(name);
      continue;
    }
    // A file that is no longer stored is missing for the model too, which is said elsewhere.
    const bytes = await attached.read().catch(() => null);
    if (bytes === null) continue;
    files.push({ path: freeName(name, files), bytes });
    copied.add(key);
    totalBytes += bytes.length;
  }
  return { folder: { ...folder, files, copied: [...copied] }, tooLarge };
}

function attachedTo(part: MessagePart, media: MediaStore, own: ReadonlySet<string>): readonly Attached[] {
  const stored = ({ name, hash, sizeBytes }: MediaContent | ResultFile): Attached => ({
    key: `${hash} ${name}`,
    name,
    sizeBytes,
    read: () => readFile(media.pathOf(hash)),
  });
  switch (part.type) {
    case "media":
      return [stored(part)];
    case "file": {
      const bytes = new TextEncoder().encode(part.text);
      const hash = createHash("sha256").update(bytes).digest("hex");
      return [
        { key: `${hash} ${part.name}`, name: part.name, sizeBytes: bytes.length, read: async () => bytes },
      ];
    }
    case "tool-result":
      return own.has(part.name) ? [] : [...(part.media ?? []), ...(part.files ?? [])].map(stored);
    case "text":
    case "reasoning":
    case "receipt":
    case "transcript":
    case "source":
    case "tool-call":
    case "unknown":
      return [];
  }
}

/** A name without a path that no file of the folder has yet. */
function freeName(given: string, files: readonly FolderFile[]): string {
  const plain = given.replace(/[/\\\p{Cc}]+/gu, "_").replace(/^\.+$/, "_");
  const name = plain === "" ? "file" : plain;
  const taken = new Set(files.map(({ path }) => path));
  const [, stem = name, extension = ""] = /^(.+?)(\.[^.]*)?$/.exec(name) ?? [];
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${stem} (${number})${extension}`;
  return free;
}
