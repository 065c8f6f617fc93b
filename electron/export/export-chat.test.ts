import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defaultChatSettings } from "../../shared/chat/default-chat-settings.ts";
import type { Conversation } from "../../shared/chat/conversation.ts";
import type { Message } from "../../shared/chat/message.ts";
import type { MessagePart } from "../../shared/chat/message-part.ts";
import { imageAttachment, audioAttachment } from "../../tests/fixtures/attached-media.ts";
import {
  attachedPart,
  everyPart,
  filePart,
  messageWith,
  reasoningPart,
  textPart,
  unknownPart,
} from "../../tests/fixtures/message-parts.ts";
import { MediaStore } from "../media/media-store.ts";
import { exportChat } from "./export-chat.ts";

let folder: string;
let store: MediaStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "facet-export-"));
  store = new MediaStore(join(folder, "media"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function message(id: string, parentId: string | null, parts: readonly MessagePart[]): Message {
  const isUser = id.startsWith("q");
  const rest = { parentId, parts, role: isUser ? "user" : "assistant" } as const;
  return messageWith({ id, ...rest, modelName: isUser ? null : "Gemma" });
}

function chat(title: string, messages: readonly Message[]): Conversation {
  return {
    id: "c",
    title,
    createdAtMs: 0,
    updatedAtMs: 0,
    modelId: "m",
    modelName: "Gemma",
    settings: defaultChatSettings,
    activeLeafId: messages.at(-1)?.id ?? null,
    messages,
  };
}

/** Exports a chat and unpacks the archive with Python's zipfile; returns the files by path. */
async function unpacked(conversation: Conversation, language: string | null = null) {
  const { bytes, sizeBytes, fileName } = exportChat(conversation, store, language);
  const archive = Buffer.concat((await bytes.toArray()) as Buffer[]);
  expect(archive.length).toBe(sizeBytes);
  const path = join(folder, "chat.zip");
  const into = join(folder, "unpacked");
  writeFileSync(path, archive);
  execFileSync("python3", ["-m", "zipfile", "-t", path]);
  execFileSync("python3", ["-m", "zipfile", "-e", path, into]);
  const names = readdirSync(into, { recursive: true, encoding: "utf8" }).sort();
  return { fileName, names, read: (name: string) => readFileSync(join(into, name)) };
}

const hasPython = spawnSync("python3", ["-c", "import zipfile"]).status === 0;

describe.runIf(hasPython)("an exported chat", () => {
  it("contains the active branch as Markdown and each original attachment once", async () => {
    const picture = await imageAttachment(store, "receipt (1).png");
    const sound = await audioAttachment(store, "Voice note 12:30");
    const notes = filePart("notes.md", "# Notes\n");
    const attached = [attachedPart(picture), attachedPart(sound), notes];
    const messages = [
      message("q1", null, [...attached, textPart("What is *this*?")]),
      message("a1", "q1", [textPart("Another branch")]),
      message("a2", "q1", [reasoningPart("Hm."), textPart("A receipt")]),
      message("q2", "a2", [attachedPart(picture), textPart("Sure?")]),
    ];
    const { fileName, names, read } = await unpacked(chat("Receipts: May/June", messages));
    expect(fileName).toBe("Receipts May June.zip");
    const root = "Receipts May June";
    expect(names).toEqual([
      root,
      `${root}/Receipts May June.md`,
      `${root}/attachments`,
      `${root}/attachments/01 receipt (1).png`,
      `${root}/attachments/02 Voice note 12 30.flac`,
      `${root}/attachments/03 notes.md`,
    ]);
    expect(read(names[3] ?? "").equals(readFileSync(store.pathOf(picture.hash)))).toBe(true);
    expect(read(names[4] ?? "").equals(readFileSync(store.pathOf(sound.hash)))).toBe(true);
    expect(read(names[5] ?? "").toString()).toBe("# Notes\n");
    const today = new Date().toISOString().slice(0, 10);
    const image = "![receipt (1).png](attachments/01%20receipt%20%281%29.png)";
    expect(read(names[1] ?? "").toString()).toBe(`# Receipts: May/June

*Exported from Facet on ${today}*

## You

${image}

[Voice note 12:30](attachments/02%20Voice%20note%2012%2030.flac)

[notes.md](attachments/03%20notes.md)

What is *this*?

## Assistant (Gemma)

<details><summary>Reasoning</summary>

Hm.

</details>

A receipt

## You

${image}

Sure?
`);
  });

  it("contains every type of part in order, what tools returned, and the payloads of newer versions", async () => {
    const drawing = await imageAttachment(store, "drawing.png");
    const parts = everyPart.map((part) => {
      if (part.type === "tool-result") return { ...part, media: [drawing] };
      return part.type === "media" ? attachedPart(drawing) : part;
    });
    const { names, read } = await unpacked(chat("T", [message("a", null, parts)]));
    expect(names.filter((name) => name.includes("attachments/"))).toEqual([
      "T/attachments/01 drawing.png",
      "T/attachments/02 notes.md",
      "T/attachments/03 hologram.json",
    ]);
    expect(JSON.parse(read("T/attachments/03 hologram.json").toString())).toEqual(unknownPart.payload);
    expect(read("T/T.md").toString()).toContain(`
## Assistant (Gemma)

<details><summary>Reasoning</summary>

hm

</details>

Let me look.

**Tool call: search**

\`\`\`json
{
  "query": "weather",
  "deep": {
    "list": [
      1,
      null,
      true
    ]
  }
}
\`\`\`

<details><summary>Result of search</summary>

\`\`\`
Rain in Bonn
\`\`\`

</details>

![drawing.png](attachments/01%20drawing.png)

Source: [Forecast of the day](https://example.org/a)

> It rains.
> It pours.

{"total":1}

half a sen

![drawing.png](attachments/01%20drawing.png)

[notes.md](attachments/02%20notes.md)

*Made by a newer version of Facet:* [hologram](attachments/03%20hologram.json)
`);
  });

  it("marks a missing file in the text and contains the rest", async () => {
    const [gone, kept] = [await imageAttachment(store, "gone.png"), await imageAttachment(store, "kept.png")];
    rmSync(store.pathOf(gone.hash));
    const { names, read } = await unpacked(
      chat("T", [
        message(
          "q",
          null,
          [gone, kept].map((file) => attachedPart(file)),
        ),
      ]),
      "zh-CN",
    );
    expect(names).toContain("T/attachments/02 kept.png");
    expect(names).not.toContain("T/attachments/01 gone.png");
    expect(read("T/T.md").toString()).toContain("## 你\n\n*gone.png: 文件已不存在*\n\n![kept.png]");
  });

  it("contains no path that leads out of the unpacked folder", async () => {
    const names = ["../../etc/passwd", "/etc/passwd", "..", "C:\\Windows\\x.png", "a\0b", "...", "CON", ""];
    const files = names.map((name, index) => filePart(name, String(index)));
    const unknown = names.map((storedType, index) => ({ ...unknownPart, id: String(index), storedType }));
    const result = await unpacked(chat("../..", [message("q", null, [...files, ...unknown])]));
    expect(result.names.filter((name) => /\.\.|\\|:|\0/.test(name))).toEqual([]);
    expect(result.names).toHaveLength(2 * names.length + 3);
    expect(existsSync("/tmp/etc/passwd")).toBe(false);
  });

  it("is streamed with little memory when it has many large files", async () => {
    const parts = await Promise.all(Array.from({ length: 20 }, (_, n) => imageAttachment(store, `${n}.png`)));
    const large = parts.map((part, n) => {
      const bytes = Buffer.alloc(10_000_000, n);
      writeFileSync(store.pathOf(part.hash), bytes);
      return { ...part, sizeBytes: bytes.length };
    });
    const { bytes, sizeBytes } = exportChat(
      chat("T", [
        message(
          "q",
          null,
          large.map((file) => attachedPart(file)),
        ),
      ]),
      store,
      null,
    );
    let read = 0;
    let most = 0;
    for await (const chunk of bytes) {
      read += (chunk as Buffer).length;
      most = Math.max(most, process.memoryUsage().arrayBuffers);
    }
    expect(read).toBe(sizeBytes);
    expect(most).toBeLessThan(100_000_000);
  });
});
