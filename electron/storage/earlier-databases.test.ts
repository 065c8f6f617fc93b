import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Conversation } from "../../shared/chat/conversation.ts";
import { contextStart } from "../../shared/chat/context-start.ts";
import type { Message } from "../../shared/chat/message.ts";
import { branchTo, treeOf } from "../../shared/chat/message-tree.ts";
import { piecesFor, pieceTypeOf } from "../../shared/chat/reply-pieces.ts";
import { audioSampleRate } from "../../shared/media/audio-tokens.ts";
import { readReceipt } from "../../shared/receipts/read-receipt.ts";
import { receiptsAsCsv, receiptsAsJson } from "../../shared/receipts/receipt-export.ts";
import { asSrt, asText, asVtt } from "../../shared/speech/transcript.ts";
import { asExpected, expectedOf, sha256 } from "../../tests/fixtures/earlier-database.ts";
import { ConversationStore } from "../chat/conversation-store.ts";
import { promptTurns } from "../chat/prompt-turns.ts";
import { ConversationSearch } from "../chat/search/conversation-search.ts";
import { exportChat } from "../export/export-chat.ts";
import { openLog } from "../home/log.ts";
import { MediaStore } from "../media/media-store.ts";
import { tidyUp } from "../tidy-up.ts";
import { openDatabase } from "./open-database.ts";
import { receiptColumns as columns } from "../../tests/fixtures/receipt-columns.ts";

const databases = join(import.meta.dirname, "../../tests/fixtures/databases");
const folders = readdirSync(databases).filter((name) => existsSync(join(databases, name, "expected.json")));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "facet-earlier-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Opens the database in `folder` as the app does at start. */
async function open() {
  const home = {
    folder,
    databaseFile: join(folder, "conversations.sqlite"),
    backupsFolder: join(folder, "backups"),
    mediaFolder: join(folder, "media"),
    codeFolder: join(folder, "code"),
  };
  const { database, notice } = openDatabase(home);
  // The expectations are of versions that removed deleted chats at the next start, not after 30 days.
  database.execute("UPDATE conversations SET deleted_at_ms = 1 WHERE deleted_at_ms IS NOT NULL");
  const store = new ConversationStore(database);
  await tidyUp({ home, database, store, log: openLog(folder) });
  const media = new MediaStore(home.mediaFolder);
  return { database, notice, store, search: new ConversationSearch(database, store), media };
}

describe.each(folders)("the database %s", (name) => {
  beforeEach(() => {
    mkdirSync(join(folder, "media"));
    cpSync(join(databases, name), folder, { recursive: true });
  });

  it("opens with everything that the version which wrote it read from it", async () => {
    const expected = expectedOf(folder);
    const before = readdirSync(join(folder, "media")).sort();
    const { database, notice, store, search, media } = await open();
    expect(notice).toBe(expected.notice);
    expect(store.list()).toEqual(expected.conversations);
    for (const [index, { id }] of store.list().entries()) {
      const found = asExpected(await chatOf(store.read(id), media));
      expect(found, found.conversation.title).toEqual(expected.chats[index]);
    }
    for (const { query, hits } of expected.searches) {
      const found = search
        .find(query)
        .map(({ conversation, ...hit }) => ({ conversationId: conversation.id, ...hit }));
      expect(asExpected(found), query).toEqual(hits);
    }
    const kept = readdirSync(media.folder).sort();
    expect({ kept, removed: before.filter((file) => !kept.includes(file)) }).toEqual(expected.media);
    database.close();
  });

  it("stays as it is when it is opened again", async () => {
    const first = await open();
    const chats = first.store.list().map(({ id }) => first.store.read(id));
    first.database.close();
    const second = await open();
    expect(second.store.list().map(({ id }) => second.store.read(id))).toEqual(chats);
    expect(second.database.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
    second.database.close();
  });
});

async function chatOf(conversation: Conversation, media: MediaStore) {
  const branch = branchTo(treeOf(conversation.messages), conversation.activeLeafId);
  return {
    conversation: { ...conversation, messages: conversation.messages.map(withoutPartIds) },
    export: await exported(conversation, media),
    contextStartId: contextStart(branch),
    prompt: promptTurns(branch).map((turn) => ({ ...turn, media: turn.media.map(({ hash }) => hash) })),
    tasks: taskExports(conversation),
  };
}

function withoutPartIds(message: Message) {
  return { ...message, parts: message.parts.map(({ id: _, ...part }) => part) };
}

async function exported(conversation: Conversation, media: MediaStore) {
  const { fileName, bytes } = exportChat(conversation, media, null);
  const [markdown, ...files] = unzipped(Buffer.concat((await bytes.toArray()) as Buffer[]));
  const today = new Date().toISOString().slice(0, 10);
  return {
    fileName,
    markdown: String(markdown?.bytes).replace(`from Facet on ${today}*`, "from Facet on {date}*"),
    files: files.map((file) => ({
      name: file.name,
      sizeBytes: file.bytes.length,
      sha256: sha256(file.bytes),
    })),
  };
}

/** Reads an archive whose entries are not compressed. */
function unzipped(archive: Buffer) {
  const end = archive.lastIndexOf("PK\x05\x06", undefined, "latin1");
  const entries: { name: string; bytes: Buffer }[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let count = archive.readUInt16LE(end + 10); count > 0; count--) {
    const size = archive.readUInt32LE(at + 24);
    const nameLength = archive.readUInt16LE(at + 28);
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength);
    entries.push({ name, bytes: archive.subarray(start, start + size) });
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}

/** Receipts and transcripts, as the page exports them. */
function taskExports({ messages }: Conversation) {
  const byId = new Map(messages.map((message) => [message.id, message]));
  return messages.flatMap((reply): object[] => {
    const question = byId.get(reply.parentId ?? "");
    const each = reply.task?.each;
    if (!question || each === undefined) return [];
    const parts = reply.parts.filter((part) => part.type === pieceTypeOf({ each }));
    const answers = piecesFor(reply.task, question).map((piece, index) => ({ ...piece, part: parts[index] }));
    const messageId = reply.id;
    if (each === "clip") return [{ messageId, transcripts: transcriptsOf(reply, answers) }];
    const receipts = answers.flatMap(({ part, source }) => {
      const read = readReceipt(part && "text" in part ? part.text : "");
      return read.type === "receipt" ? [{ source: source.name, receipt: read.receipt }] : [];
    });
    return [{ messageId, csv: receiptsAsCsv(receipts, columns), json: receiptsAsJson(receipts) }];
  });
}

type Answer = ReturnType<typeof piecesFor>[number] & { readonly part: Message["parts"][number] | undefined };

function transcriptsOf(reply: Message, answers: readonly Answer[]) {
  const sources = [...new Set(answers.map(({ source }) => source))];
  return sources.map((source) => {
    const spoken = answers
      .filter((answer) => answer.source === source)
      .flatMap(({ piece, part }) => {
        const text = part && "text" in part ? part.text.trim() : "";
        if (piece.kind !== "audio" || text === "") return [];
        const startMs = piece.timeMs ?? 0;
        const endMs = startMs + (piece.sampleCount / audioSampleRate) * 1000;
        // The version before knew only of parts that were cut off and followed by others, or complete.
        const isLastOfCutOff = reply.status.type !== "complete" && part === reply.parts.at(-1);
        return [{ startMs, endMs, text, isCutOff: part?.status === "incomplete" && !isLastOfCutOff }];
      });
    return { source: source.name, text: asText(spoken), srt: asSrt(spoken), vtt: asVtt(spoken) };
  });
}
