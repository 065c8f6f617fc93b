import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { makeZip, predictLength } from "client-zip";
import type { Conversation } from "../../shared/chat/conversation.ts";
import { branchTo, treeOf } from "../../shared/chat/message-tree.ts";
import { isMediaHash } from "../../shared/media/media-url.ts";
import type { MediaStore } from "../media/media-store.ts";
import { chatAsMarkdown } from "./chat-as-markdown.ts";
import { exportFiles, type ExportFile } from "./export-files.ts";
import { exportWords } from "./export-words.ts";
import { safeFileName } from "./safe-file-name.ts";

/** A chat as a ZIP archive that is generated while it is read. */
export interface ExportedChat {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly bytes: Readable;
}

/**
 * The branch that is shown, as Markdown, and the files that its parts refer to. Media do not get smaller by
 * compression, so nothing is compressed.
 */
export function exportChat(
  conversation: Conversation,
  store: MediaStore,
  language: string | null,
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
    date: new Date().toISOString().slice(0, 10),
  });
  const folder = safeFileName(conversation.title, "");
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
    sizeBytes: Number(predictLength(entries)),
    // TypeScript declares this stream type in two libraries.
    bytes: Readable.fromWeb(makeZip(entries) as Parameters<typeof Readable.fromWeb>[0]),
  };
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
