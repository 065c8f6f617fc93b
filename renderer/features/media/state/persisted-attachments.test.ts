import { expect, it, vi } from "vitest";
import type { Attachment } from "../../../../shared/chat/message-part.ts";
import type { AttachmentItem } from "./attachment-item.ts";
import { persistAttachments, restored } from "./persisted-attachments.ts";

const hash = "ab".repeat(32);
const picture: Attachment = {
  type: "media",
  kind: "image",
  hash,
  mediaType: "image/png",
  name: "a.png",
  sizeBytes: 9,
  budget: 560,
  prepared: [{ kind: "image", hash, widthPx: 96, heightPx: 48, timeMs: null }],
  widthPx: 100,
  heightPx: 50,
  durationMs: null,
  thumbnailHash: null,
};
const note: Attachment = { type: "file", name: "notes.md", text: "- tea" };

function item(name: string, state: AttachmentItem["state"]): AttachmentItem {
  const source = new File(["x"], name);
  return { id: name, name, source, page: null, budget: null, isDocument: true, encoding: null, state };
}

it("restores ready items in their order and drops those still being prepared", async () => {
  const stored = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  });
  const items = {
    chat: [
      item("notes.md", { type: "ready", attachment: note }),
      item("slow.png", { type: "preparing", progress: 0.5 }),
      item("a.png", { type: "ready", attachment: picture }),
    ],
    other: [item("slow.png", { type: "preparing", progress: 0.5 })],
  };
  const persisted = persistAttachments(() => items);
  persisted.changed("chat");
  persisted.changed("other");
  persisted.write();

  const read = persistAttachments(() => ({})).read();
  expect(Object.keys(read)).toEqual(["chat"]);
  const [text, image] = restored(read["chat"] ?? []);
  expect(text).toMatchObject({ name: "notes.md", state: { type: "ready", attachment: note } });
  expect(await (text?.source as File).text()).toBe("- tea");
  expect(image).toMatchObject({
    name: "a.png",
    isDocument: true,
    encoding: null,
    source: { hash, type: "image/png" },
  });
});

it("ignores stored values that are not attachments", () => {
  const odd = [
    [{ attachment: null }],
    [{ attachment: { ...picture, hash: "../../secret" } }],
    [{ attachment: { ...note, text: 7 } }],
    [null],
    "text",
  ];
  for (const value of odd) {
    vi.stubGlobal("localStorage", { getItem: () => JSON.stringify({ chat: value }) });
    expect(persistAttachments(() => ({})).read()).toEqual({});
  }
});
