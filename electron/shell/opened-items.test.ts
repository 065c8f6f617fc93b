import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { OpenedItems } from "./opened-items.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-opened-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("hands over files and links of a command line, and says why others are not opened", async () => {
  await writeFile(join(folder, "receipt.png"), "x");
  const items = new OpenedItems(() => undefined);
  const given = [
    "--flag",
    "receipt.png",
    "facet://open/chat/abc",
    "facet://app/#/settings",
    ".",
    "gone.txt",
    "",
  ];
  await items.openArguments(given, folder);
  const taken = items.take();
  expect(taken).toMatchObject([
    { type: "file", name: "receipt.png" },
    { type: "link", link: { type: "chat", conversationId: "abc" } },
    { type: "refused", reason: "link" },
    { type: "refused", reason: "folder" },
    { type: "refused", reason: "unreadable", name: "gone.txt" },
  ]);
  expect(items.take()).toEqual([]);
});

it("gives the bytes of an opened file once, by an id that cannot be guessed", async () => {
  await writeFile(join(folder, "note.txt"), "x");
  const items = new OpenedItems(() => undefined);
  await items.openFile(join(folder, "note.txt"));
  const [item] = items.take();
  const id = item?.type === "file" ? item.path.replace("/opened/", "") : "";
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(items.readOnce("../note.txt")).toBeNull();
  expect(items.readOnce(id)).toBe(join(folder, "note.txt"));
  expect(items.readOnce(id)).toBeNull();
});

it("keeps a bounded number of items until the page takes them", () => {
  const items = new OpenedItems(() => undefined);
  for (let time = 0; time < 500; time++) items.openLink("facet://nothing");
  expect(items.take()).toHaveLength(100);
});
