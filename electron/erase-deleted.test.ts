import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defaultChatSettings } from "../shared/chat/default-chat-settings.ts";
import type { MediaContent } from "../shared/chat/message-part.ts";
import { imageAttachment } from "../tests/fixtures/attached-media.ts";
import { attachedPart, messageWith, reasoningPart, textPart } from "../tests/fixtures/message-parts.ts";
import { ConversationStore } from "./chat/conversation-store.ts";
import { ConversationSearch } from "./chat/search/conversation-search.ts";
import { eraseDeleted } from "./erase-deleted.ts";
import type { Home } from "./home/home.ts";
import { MediaStore } from "./media/media-store.ts";
import { MediaUpload } from "./media/media-upload.ts";
import { createBackup } from "./storage/backups.ts";
import type { Database } from "./storage/database.ts";
import { openDatabase } from "./storage/open-database.ts";

let home: Pick<Home, "folder" | "databaseFile" | "backupsFolder" | "mediaFolder" | "codeFolder">;
let database: Database;
let store: ConversationStore;
let media: MediaStore;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), "facet-erase-"));
  home = {
    folder,
    databaseFile: join(folder, "conversations.sqlite"),
    backupsFolder: join(folder, "backups"),
    mediaFolder: join(folder, "media"),
    codeFolder: join(folder, "code"),
  };
  mkdirSync(home.mediaFolder);
  mkdirSync(home.codeFolder);
  media = new MediaStore(home.mediaFolder);
  ({ database } = openDatabase(home));
  store = new ConversationStore(database);
});
afterEach(() => {
  database.close();
  rmSync(home.folder, { recursive: true, force: true });
});

/** Every text of this chat contains "secret" and its id. */
function addChat(id: string, ...attached: readonly MediaContent[]) {
  const secret = `secret of ${id} `;
  const model = { modelId: "m", modelName: "M" };
  const times = { createdAtMs: 1, updatedAtMs: 1 };
  store.create({
    id,
    title: secret,
    ...times,
    ...model,
    settings: { ...defaultChatSettings, systemPrompt: secret },
    activeLeafId: null,
  });
  // Long enough to fill pages of their own, in the table and in the search index.
  const texts = Array.from({ length: 40 }, (_, index) => `${secret} ${index} `.repeat(200));
  store.messages.add(
    messageWith({
      id: `in ${id}`,
      conversationId: id,
      parts: [
        ...attached.map((content) => attachedPart(content)),
        ...texts.map((text) => textPart(text)),
        reasoningPart(secret),
      ],
    }),
  );
}

/** The files of the data folder that contain a text, in any folder. */
function filesWith(text: string): string[] {
  return readdirSync(home.folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(home.folder, name)).isFile())
    .filter((name) => readFileSync(join(home.folder, name)).includes(text));
}

const erase = () => eraseDeleted({ home, database, store });

describe("eraseDeleted", () => {
  it("leaves nothing of deleted chats in any file", async () => {
    addChat("chat a");
    addChat("chat b", await imageAttachment(media, "photo.png"));
    store.messages.correct(
      "in chat a",
      store.messages.get("in chat a").parts[0]?.id ?? "",
      "secret corrected",
    );
    createBackup(database, 4, home.backupsFolder);
    writeFileSync(join(home.codeFolder, "chat a"), "secret of a program");
    writeFileSync(join(home.folder, "conversations.damaged-20260101T000000Z.sqlite"), "secret");
    writeFileSync(join(home.folder, "conversations.damaged-20260101T000000Z.sqlite-wal"), "secret");
    writeFileSync(join(home.folder, "conversations.sqlite.mended"), "secret");
    expect(filesWith("secret").length).toBeGreaterThan(4);
    expect(store.giveUp("all")).toEqual(["chat a", "chat b"]);
    await erase();
    for (const text of ["secret", "chat a", "ecr", "photo"]) expect(filesWith(text)).toEqual([]);
    expect(readdirSync(home.mediaFolder)).toEqual([]);
    expect(statSync(home.databaseFile).size).toBeLessThan(200_000);
    database.close();
    ({ database } = openDatabase(home));
    expect(new ConversationStore(database).list()).toEqual([]);
  });

  it("keeps chats that are not deleted, with their media, findable", async () => {
    const [shared, own] = [await imageAttachment(media, "shared"), await imageAttachment(media, "own")];
    addChat("deleted", shared, own);
    addChat("kept", shared);
    const kept = store.read("kept");
    store.delete("deleted", 2);
    for (const id of ["deleted", "kept"]) writeFileSync(join(home.codeFolder, id), "");
    await erase();
    expect(store.read("kept")).toEqual(kept);
    expect(
      new ConversationSearch(database, store).find("secret of").map(({ messageId }) => messageId),
    ).toEqual(["in kept"]);
    expect(filesWith("secret of deleted")).toEqual([]);
    expect(readdirSync(home.codeFolder)).toEqual(["kept"]);
    const files = [shared.hash, shared.thumbnailHash, ...shared.prepared.map(({ hash }) => hash)];
    expect(new Set(readdirSync(home.mediaFolder))).toEqual(new Set(files));
  });

  it("keeps chats that were deleted recently, with their media", async () => {
    const picture = await imageAttachment(media, "photo.png");
    addChat("recently deleted", picture);
    store.delete("recently deleted", Date.now());
    addChat("erased");
    store.delete("erased", Date.now());
    store.giveUp({ id: "erased" });
    await erase();
    expect(filesWith("secret of erased")).toEqual([]);
    expect(readdirSync(home.mediaFolder)).toContain(picture.hash);
    store.restore("recently deleted", Date.now());
    expect(new ConversationSearch(database, store).find("secret of recently")).toHaveLength(1);
  });

  it("keeps the attachments of an unsent message, what is coming in, and what is not ours", async () => {
    const draft = await imageAttachment(media, "not sent yet");
    const upload = await MediaUpload.begin(media);
    await upload.write(Buffer.from("half a file"));
    writeFileSync(join(home.mediaFolder, "my notes.txt"), "mine");
    const inPlaceOfDatabase = join(home.folder, "conversations.damaged-20260101T000000Z.sqlite");
    mkdirSync(inPlaceOfDatabase);
    await erase();
    const { hash } = await upload.finish();
    const files = [draft.hash, draft.thumbnailHash, ...draft.prepared.map((piece) => piece.hash)];
    expect(new Set(readdirSync(home.mediaFolder))).toEqual(new Set([...files, hash, "my notes.txt"]));
    expect(existsSync(inPlaceOfDatabase)).toBe(true);
  });

  it("removes the media of a damaged database, which are in no message", async () => {
    await imageAttachment(media, "of the damaged database");
    writeFileSync(join(home.folder, "conversations.damaged-20260101T000000Z.sqlite"), "nonsense");
    await erase();
    expect(readdirSync(home.mediaFolder)).toEqual([]);
  });

  it("removes the rest where something can't be removed, and says so", async () => {
    addChat("chat a", await imageAttachment(media, "photo.png"));
    rmSync(home.mediaFolder, { recursive: true });
    createBackup(database, 4, home.backupsFolder);
    store.giveUp("all");
    await expect(erase()).rejects.toThrow(expect.objectContaining({ code: "storage-failed" }) as Error);
    expect(filesWith("secret")).toEqual([]);
  });

  it("reports a database that another process is reading, and has its rows gone", async () => {
    addChat("chat a");
    database.execute("PRAGMA busy_timeout = 20");
    using other = new DatabaseSync(home.databaseFile);
    other.exec("BEGIN");
    other.prepare("SELECT title FROM conversations").all();
    store.giveUp("all");
    await expect(erase()).rejects.toThrow(
      expect.objectContaining({ code: "storage-failed", data: { reason: "busy" } }) as Error,
    );
    expect(database.prepare("SELECT count(*) AS count FROM messages").get()).toEqual({ count: 0 });
    other.exec("COMMIT");
    await erase();
    expect(filesWith("secret")).toEqual([]);
  });
});
