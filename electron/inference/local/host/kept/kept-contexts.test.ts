import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ComparedModel } from "../../../../../tests/fixtures/compared-model.ts";
import { words, type Reader } from "../../../../../tests/fixtures/context-reader.ts";
import { keptOptions } from "../../../../../tests/fixtures/kept-options.ts";
import { KeptContexts, type KeptContextsOptions } from "./kept-contexts.ts";

let compared: ComparedModel;
let folder = "";

beforeAll(async () => {
  compared = await ComparedModel.open();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "facet-kept-"));
});
afterEach(async () => {
  await compared.closeReaders();
  rmSync(folder, { recursive: true });
});
afterAll(() => compared.dispose());

/** A context in a process of its own, as far as the kept files are concerned. */
async function start(options: Partial<KeptContextsOptions> = {}): Promise<Reader> {
  const parking = {
    folder,
    count: 0,
    bytes: 0,
    reserveBytes: 0,
    bytesFor: (tokens: number) => tokens * 2000,
  };
  const reader = await compared.reader({ parking });
  reader.live.keeping.keepIn(await KeptContexts.open({ ...keptOptions(folder), ...options }));
  return reader;
}

async function end(reader: Reader): Promise<void> {
  await reader.live.keeping.keep(true);
  await compared.close(reader);
}

async function keepChat(prompt: readonly number[], owner: string): Promise<void> {
  const reader = await start();
  await reader.read(prompt, prompt.length, owner);
  await end(reader);
}

const keptNames = () => readdirSync(folder).filter((name) => name.endsWith(".kept"));
const tea = words(600, 1);
const nextTea = [...tea, ...words(20, 4)];

describe("contexts kept on disk", () => {
  it("are restored by another process, with the answers of a fresh context", async () => {
    await keepChat(tea, "tea");
    const { reused, next } = await (await start()).read(nextTea, tea.length, "tea");
    expect(reused).toBe(tea.length);
    expect(await compared.distanceFromFresh(next, nextTea)).toBeLessThan(compared.noise);
  });

  it("are readable by their owner alone, and at most two of a chat", async () => {
    await keepChat(tea, "tea");
    await keepChat(nextTea, "tea");
    await keepChat([...nextTea, ...words(30, 5)], "tea");
    const [name = ""] = keptNames();
    expect(keptNames()).toHaveLength(2);
    if (process.platform !== "win32") expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect((await (await start()).read([...nextTea, 99], 600, "tea")).reused).toBe(nextTea.length);
  });

  it("are not used for another file at the model's place, and deleted then", async () => {
    await keepChat(tea, "tea");
    const identity = { ...keptOptions(folder).identity, file: "another" };
    expect((await (await start({ identity })).read(nextTea, tea.length, "tea")).reused).toBe(0);
    expect(keptNames()).toEqual([]);
  });

  it("are not used with other settings", async () => {
    await keepChat(tea, "tea");
    const identity = { ...keptOptions(folder).identity, settings: "others" };
    expect((await (await start({ identity })).read(nextTea, tea.length, "tea")).reused).toBe(0);
    expect(keptNames()).toHaveLength(1);
  });

  it.each([
    ["a byte of its state changed", (path: string) => flip(path, 3000)],
    ["a byte of its facts changed", (path: string) => flip(path, statSync(path).size - 200)],
    ["its end is missing", (path: string) => truncateSync(path, statSync(path).size - 1)],
    ["its beginning is missing", (path: string) => writeFileSync(path, readFileSync(path).subarray(1000))],
    ["it is empty", (path: string) => truncateSync(path, 0)],
    ["it is something else", (path: string) => writeFileSync(path, "a letter".repeat(10_000))],
  ])("are deleted and evaluated again where %s", async (_, damage) => {
    await keepChat(tea, "tea");
    damage(join(folder, keptNames()[0] ?? ""));
    const { reused, next } = await (await start()).read(nextTea, tea.length, "tea");
    expect(reused).toBe(0);
    expect(await compared.distanceFromFresh(next, nextTea)).toBeLessThan(compared.noise);
    expect(keptNames()).toEqual([]);
  });

  it("are deleted with their chat, also while it is in the context", async () => {
    await keepChat(tea, "tea");
    const reader = await start();
    await reader.read(words(500, 7), 500, "coffee");
    await reader.live.keeping.keep(false);
    await reader.read(nextTea, nextTea.length, "tea");
    reader.live.keeping.forget(["tea"]);
    await end(reader);
    expect(keptNames()).toHaveLength(1);
    const again = await start();
    expect((await again.read([...nextTea, 99], 600, "tea")).reused).toBe(0);
    expect((await again.read([...words(500, 7), 99], 500, "coffee")).reused).toBe(500);
  });

  it("are deleted, not listed, when their chat is deleted while they are saved", async () => {
    const reader = await start();
    await reader.read(tea, tea.length, "tea");
    const keeping = reader.live.keeping.keep(false);
    reader.live.keeping.forget(["tea"]);
    await keeping;
    await compared.close(reader);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("make room for others, the least recently used one first", async () => {
    await keepChat(words(600, 1), "chat 1");
    const size = statSync(join(folder, keptNames()[0] ?? "")).size;
    const bytes = 2.5 * size;
    const limits = () => ({ budgetBytes: bytes, reserveBytes: 0 });
    for (const seed of [2, 3]) {
      const reader = await start({ limits, bytesFor: () => size });
      await reader.read(words(600, seed), 600, `chat ${seed}`);
      await end(reader);
    }
    const sizes = keptNames().map((name) => statSync(join(folder, name)).size);
    expect(sizes.reduce((sum, other) => sum + other, 0)).toBeLessThan(bytes);
    const reader = await start();
    expect((await reader.read([...words(600, 3), 99], 600, "chat 3")).reused).toBe(600);
    expect((await reader.read([...words(600, 1), 99], 600, "chat 1")).reused).toBe(0);
  });

  it.each([
    ["nothing may be kept", { budgetBytes: 0, reserveBytes: 0 }],
    ["the disk is full", { budgetBytes: 1e12, reserveBytes: 1e18 }],
  ])("are not written when %s", async (_, limits) => {
    const reader = await start({ limits: () => limits });
    await reader.read(tea, tea.length, "tea");
    await end(reader);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("do not include a chat that has no owner", async () => {
    const reader = await start();
    await reader.read(tea);
    await reader.read(words(600, 5));
    await end(reader);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("a beginning that chats share", () => {
  const start400 = words(400, 50);
  const chat = (seed: number) => [...start400, ...words(200, seed)];

  it("is saved at its end by the second chat, and serves others after a restart", async () => {
    await keepChat(chat(1), "first");
    await keepChat(chat(2), "second");
    const prompt = chat(3);
    const { reused, next } = await (await start()).read(prompt, prompt.length, "third");
    expect(reused).toBe(start400.length);
    expect(await compared.distanceFromFresh(next, prompt)).toBeLessThan(compared.noise);
  });

  it("is deleted with the last of the chats that have it", async () => {
    await keepChat(chat(1), "first");
    await keepChat(chat(2), "second");
    await keepChat(chat(3), "third");
    const reader = await start();
    reader.live.keeping.forget(["first", "second"]);
    expect((await reader.read(chat(4), 600, "fourth")).reused).toBe(start400.length);
    reader.live.keeping.forget(["third", "fourth"]);
    expect(keptNames()).toEqual([]);
  });
});

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}
