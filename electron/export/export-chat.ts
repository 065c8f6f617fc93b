import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { makeZip, predictLength } from "client-zip";
import type { Conversation } from "../../shared/chat/conversation.ts";
import { branchTo, treeOf } from "../../shared/chat/message-tree.ts";
import { isMediaHash } from "../../shared/media/media-url.ts";
import type { MediaStore } from "../media/media-store.ts";
import { chatAsMarkdown } from "./chat-as-markdown.ts";
import { exportFiles, type ExportFile } from "./export-files.ts";
import { dateIn } from "./date-in.ts";
import { exportWords } from "../../shared/chat/export-words.ts";
import { safeFileName } from "../../shared/safe-file-name.ts";

/** A file that is generated while it is read. */
export interface ExportedChat {
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly bytes: Readable;
}

/**
 * The branch that is shown, as Markdown; where its parts refer to files, an archive with them. Media do not get
 * smaller by compression, so nothing is compressed.
 * @param timeZone of the user, for the date; null: that of this computer
 */
export function exportChat(
  conversation: Conversation,
  store: MediaStore,
  language: string | null,
  timeZone: string | null = null,
): ExportedChat {
  const branch = branchTo(treeOf(conversation.messages), conversation.activeLeafId);
  const { files, nameOf } = exportFiles(branch);
  const there = files.filter((file) => isThere(file, store));
  const names = new Set(there.map(({ name }) => name));
  const markdown = chatAsMarkdown({
    title: conversation.title,
    branch,
    fileOf: (exportable) => (names.has(nameOf(exportable)) ? nameOf(exportable) : null),
    words: exportWords(language),
    date: dateIn(timeZone, new Date()),
  });
  const folder = safeFileName(conversation.title, "");
  if (there.length === 0) return oneFile(`${folder}.md`, "text/markdown; charset=utf-8", markdown);
  const entries = [
    entry(`${folder}/${folder}.md`, markdown),
    ...there.map(({ name, content }) =>
      content.type === "text"
        ? entry(`${folder}/${name}`, content.text)
        : {
            name: `${folder}/${name}`,
            size: content.sizeBytes,
            lastModified: new Date(),
            input: read(store.pathOf(content.hash)),
          },
    ),
  ];
  return {
    fileName: `${folder}.zip`,
    mediaType: "application/zip",
    sizeBytes: Number(predictLength(entries)),
    // TypeScript declares this stream type in two libraries.
    bytes: Readable.fromWeb(makeZip(entries) as Parameters<typeof Readable.fromWeb>[0]),
  };
}

/** Everything that is stored of a chat, with all versions of its messages, for programs. */
export function exportChatAsJson(conversation: Conversation): ExportedChat {
  const json = JSON.stringify({ format: "facet-chat", version: 1, ...conversation }, null, 2);
  return oneFile(`${safeFileName(conversation.title, "")}.json`, "application/json", `${json}\n`);
}

function oneFile(fileName: string, mediaType: string, text: string): ExportedChat {
  const bytes = Buffer.from(text);
  return { fileName, mediaType, sizeBytes: bytes.length, bytes: Readable.from([bytes]) };
}

function isThere({ content }: ExportFile, store: MediaStore): boolean {
  if (content.type === "text") return true;
  return isMediaHash(content.hash) && store.sizeOf(content.hash) === content.sizeBytes;
}

function entry(name: string, text: string) {
  const input = Buffer.from(text);
  return { name, size: input.length, lastModified: new Date(), input };
}

/** Opens the file when it is read, because a chat may have more files than a process may open. */
async function* read(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path) as AsyncIterable<Uint8Array>;
}
