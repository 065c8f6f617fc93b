import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { faultsInTurn, type HubFault } from "../../../tests/fixtures/hub/hub-faults.ts";
import { commitFiles, hubRepository } from "../../../tests/fixtures/hub/hub-repository.ts";
import {
  startLoopbackHub,
  type LoopbackHub,
  type LoopbackHubOptions,
} from "../../../tests/fixtures/hub/loopback-hub.ts";
import { randomFile } from "../../../tests/fixtures/hub/random-file.ts";
import type { HubAccess } from "../hub/hub-access.ts";
import { FileChanged, FileSource } from "./file-source.ts";
import { FileTransfer, type TransferCondition } from "./file-transfer.ts";
import { PartialFile } from "./partial-file.ts";
import { transferOptions, type TransferOptions } from "./transfer-options.ts";

const size = 3_000_001;
const bytes = randomFile(1, size);
const quick: TransferOptions = {
  ...transferOptions,
  pieceBytes: 256 * 1024,
  patienceMs: 10_000,
  retry: { firstMs: 10, longestMs: 100 },
  reserveBytes: 0,
  recordEveryMs: 50,
};

let folder: string;
let hub: LoopbackHub;
let repository = hubRepository("team/model", { "model.gguf": bytes });
const conditions: TransferCondition[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-transfer-"));
  repository = hubRepository("team/model", { "model.gguf": bytes });
  conditions.length = 0;
});
afterEach(async () => {
  await hub.close();
  await rm(folder, { recursive: true, force: true });
});

async function startHub(options: Partial<LoopbackHubOptions> = {}, ...faults: readonly HubFault[]) {
  hub = await startLoopbackHub({ repositories: [repository], faults: faultsInTurn(...faults), ...options });
}

const path = () => join(folder, "model.part");
const access = (): HubAccess => ({
  endpoint: hub.endpoint,
  token: "hf_secret",
  trustedOrigins: [hub.endpoint],
});

async function transfer(signal = new AbortController().signal, options: Partial<TransferOptions> = {}) {
  const { patienceMs } = { ...quick, ...options };
  const file = repository.files.get("model.gguf");
  const content = { sizeBytes: file?.bytes.length ?? 0, sha256: file?.sha256 ?? "" };
  const partial = await PartialFile.open(path(), content);
  const place = { repo: repository.id, revision: "main", path: "model.gguf" };
  const source = new FileSource({ place, content, access, patienceMs });
  const onCondition = (condition: TransferCondition) => conditions.push(condition);
  const running = new FileTransfer({ partial, source, options: { ...quick, ...options }, onCondition });
  try {
    await running.run(signal);
  } finally {
    await partial.close();
  }
}

const isExact = async () =>
  (await readFile(path())).equals(repository.files.get("model.gguf")?.bytes ?? bytes);
async function bytesThere(): Promise<number> {
  const partial = await PartialFile.open(path(), {
    sizeBytes: size,
    sha256: repository.files.get("model.gguf")?.sha256 ?? "",
  });
  await partial.close();
  return partial.doneBytes;
}

function lengthOf(range: string | null): number {
  const [, start, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? "") ?? [];
  return Number(last) - Number(start) + 1;
}

const sentShare = () => hub.files.sentBytes / size;

describe("FileTransfer", () => {
  it("fetches a file in pieces over several connections, each byte once", async () => {
    await startHub();
    await transfer();
    expect(await isExact()).toBe(true);
    expect(hub.files.sentBytes).toBe(size);
    expect(new Set(hub.files.answers.map(({ range }) => range)).size).toBe(12);
  });

  it("keeps the token from the host that the hub leads to", async () => {
    await startHub({ token: "hf_secret" });
    await transfer();
    expect(hub.hasSeenToken()).toBe(true);
    expect(hub.files.leaks).toEqual([]);
  });

  const passing: readonly (readonly [string, readonly HubFault[]])[] = [
    [
      "resets",
      [
        { type: "reset", afterBytes: 100_000 },
        { type: "reset", afterBytes: 0 },
      ],
    ],
    [
      "answers that end early",
      [
        { type: "short", afterBytes: 100_000 },
        { type: "short", afterBytes: 1 },
      ],
    ],
    ["429 with Retry-After", [{ type: "status", status: 429 }]],
    ["5xx", ([500, 502, 503] as const).map((status) => ({ type: "status", status }) as const)],
    ["416", [{ type: "status", status: 416 }]],
    ["403 at the host of the files", [{ type: "status", status: 403 }]],
  ];
  it.each(passing)("survives %s, and fetches nothing again that came", async (_, faults) => {
    await startHub({}, ...faults);
    await transfer();
    expect(await isExact()).toBe(true);
    // What was on its way when a connection was reset.
    expect(sentShare()).toBeLessThan(1.1);
  });

  it("gives up a connection on which nothing comes any more, and goes on with what has come", async () => {
    await startHub({}, { type: "stall", afterBytes: 100_000 });
    await transfer(undefined, { patienceMs: 700 });
    expect(await isExact()).toBe(true);
    expect(sentShare()).toBeLessThan(1.1);
  });

  it("asks again for the address of a file when the signed one ends in mid-file", async () => {
    await startHub({ answersPerAddress: 3 });
    await transfer();
    expect(await isExact()).toBe(true);
    expect(hub.files.sentBytes).toBe(size);
    expect(hub.asked.length).toBeGreaterThan(3);
  });

  it("asks again where a range was ignored", async () => {
    await startHub({}, { type: "none" }, { type: "no-range" });
    await transfer();
    expect(await isExact()).toBe(true);
  });

  it("takes the whole from a host that knows no ranges", async () => {
    await startHub({}, ...Array.from({ length: 100 }, () => ({ type: "no-range" }) as const));
    await transfer();
    expect(await isExact()).toBe(true);
  });

  it("discards a whole with a wrong byte, and fetches it anew", async () => {
    await startHub({}, { type: "none" }, { type: "wrong", atByte: 12_345 });
    await transfer();
    expect(await isExact()).toBe(true);
    expect(hub.files.sentBytes).toBe(2 * size);
  });

  it("gives up on a file that is wrong twice, and keeps nothing of it", async () => {
    const wrong = { type: "wrong", atByte: 0 } as const;
    await startHub({}, ...Array.from({ length: 30 }, () => wrong));
    await expect(transfer()).rejects.toMatchObject({ code: "download-corrupt" });
    expect((await readFile(path())).length).toBe(0);
  });

  it("notices that the file was replaced", async () => {
    await startHub({}, { type: "none" }, { type: "none" }, { type: "changed" });
    await expect(transfer()).rejects.toThrow(FileChanged);
    await transfer();
    expect(await isExact()).toBe(true);
  });

  it("notices before it begins that the file is another than was listed", async () => {
    await startHub();
    const stale = { sizeBytes: size, sha256: "0".repeat(64) };
    const source = new FileSource({
      place: { repo: repository.id, revision: "main", path: "model.gguf" },
      content: stale,
      access,
      patienceMs: 1_000,
    });
    await expect(source.address(new AbortController().signal)).rejects.toThrow(FileChanged);
  });

  it("goes on after a pause with what is there", async () => {
    await startHub({ bytesPerSecond: 10_000_000 });
    const pausing = new AbortController();
    const look = setInterval(() => hub.files.sentBytes > size / 2 && pausing.abort(), 5);
    await expect(transfer(pausing.signal).finally(() => clearInterval(look))).rejects.toThrow(/abort/i);
    const answersBefore = hub.files.answers.length;
    const doneBytes = await bytesThere();
    expect(doneBytes).toBeGreaterThan(0);
    await transfer();
    expect(await isExact()).toBe(true);
    const asked = hub.files.answers.slice(answersBefore).map(({ range }) => lengthOf(range));
    expect(asked.reduce((sum, bytes) => sum + bytes, 0)).toBe(size - doneBytes);
  });

  it("waits while the hub is out of reach, saying so, and goes on by itself", async () => {
    await startHub({ bytesPerSecond: 10_000_000 });
    let isDown = true;
    hub.faults = {
      forFile: () => (isDown ? { type: "reset", afterBytes: 0 } : { type: "none" }),
      forHub: () => (isDown ? { type: "reset", afterBytes: 0 } : { type: "none" }),
    };
    setTimeout(() => (isDown = false), 500);
    await transfer();
    expect(await isExact()).toBe(true);
    expect(conditions.map(({ type }) => type)).toContain("waiting");
    expect(conditions).toContainEqual(
      expect.objectContaining({ failure: expect.objectContaining({ code: "hub-offline" }) as unknown }),
    );
    expect(conditions.at(-1)).toEqual({ type: "checking" });
  });

  it("stops where the hub lets nobody in, with a name for it", async () => {
    repository = hubRepository("team/model", { "model.gguf": bytes }, { isGated: true });
    await startHub({ token: "another" });
    await expect(transfer()).rejects.toMatchObject({
      code: "hub-gated",
      data: { repo: "team/model", hasToken: true },
    });
  });

  it("does not begin where the reserve would not stay free, and waits for room", async () => {
    await startHub();
    const ending = new AbortController();
    setTimeout(() => ending.abort(), 200);
    await expect(transfer(ending.signal, { reserveBytes: 1e18 })).rejects.toThrow();
    expect(hub.files.sentBytes).toBe(0);
    expect(conditions).toContainEqual(
      expect.objectContaining({ failure: expect.objectContaining({ code: "download-no-space" }) as unknown }),
    );
  });

  it("begins anew when another version of the file was begun", async () => {
    await startHub();
    await transfer();
    commitFiles(repository, { "model.gguf": randomFile(2, size) });
    await transfer();
    expect(await isExact()).toBe(true);
    expect(hub.files.sentBytes).toBe(2 * size);
  });

  it("fetches nothing when all is there, and looks whether it still is right", async () => {
    await startHub();
    await transfer();
    await transfer();
    expect(hub.files.sentBytes).toBe(size);
  });
});
