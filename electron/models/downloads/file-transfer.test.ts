import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
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
  timeoutMs: 10_000,
  retry: { firstMs: 10, longestMs: 100 },
  reserveBytes: 0,
  recordEveryMs: 50,
};

const patience = { timeout: 100_000, interval: 10 };

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
  const { timeoutMs } = { ...quick, ...options };
  const file = repository.files.get("model.gguf");
  const content = { sizeBytes: file?.bytes.length ?? 0, sha256: file?.sha256 ?? "" };
  const partial = await PartialFile.open(path(), content);
  const place = { repo: repository.id, revision: "main", path: "model.gguf" };
  const source = new FileSource({ place, content, access, timeoutMs });
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
  it("downloads a file in pieces over several connections, each byte once", async () => {
    await startHub();
    await transfer();
    expect(await isExact()).toBe(true);
    expect(hub.files.sentBytes).toBe(size);
    expect(new Set(hub.files.answers.map(({ range }) => range)).size).toBe(12);
  });

  it("does not send the token to the host that the hub redirects to", async () => {
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
      "responses that end early",
      [
        { type: "short", afterBytes: 100_000 },
        { type: "short", afterBytes: 1 },
      ],
    ],
    ["429 with Retry-After", [{ type: "status", status: 429 }]],
    ["5xx", ([500, 502, 503] as const).map((status) => ({ type: "status", status }) as const)],
    ["416", [{ type: "status", status: 416 }]],
    ["403 from the file host", [{ type: "status", status: 403 }]],
  ];
  it.each(passing)("survives %s without downloading received bytes again", async (_, faults) => {
    await startHub({}, ...faults);
    await transfer();
    expect(await isExact()).toBe(true);
    // Bytes that were in flight when a connection was reset.
    expect(sentShare()).toBeLessThan(1.1);
  });

  it("aborts a connection that receives no data and resumes with the bytes it has", async () => {
    await startHub({}, { type: "stall", afterBytes: 100_000 });
    await transfer(undefined, { timeoutMs: 700 });
    expect(await isExact()).toBe(true);
    expect(sentShare()).toBeLessThan(1.1);
  });

  it("requests a new URL when the signed one expires mid-file", async () => {
    await startHub({ answersPerAddress: 3 });
    await transfer();
    expect(await isExact()).toBe(true);
    expect(hub.files.sentBytes).toBe(size);
    expect(hub.asked.length).toBeGreaterThan(3);
  });

  it("retries when a range request was ignored", async () => {
    await startHub({}, { type: "none" }, { type: "no-range" });
    await transfer();
    expect(await isExact()).toBe(true);
  });

  it("accepts the whole file from a host that does not support ranges", async () => {
    await startHub({}, ...Array.from({ length: 100 }, () => ({ type: "no-range" }) as const));
    await transfer();
    expect(await isExact()).toBe(true);
  });

  it("discards a file with a wrong byte and downloads it again", async () => {
    await startHub({}, { type: "none" }, { type: "wrong", atByte: 12_345 });
    await transfer();
    expect(await isExact()).toBe(true);
    expect(hub.files.sentBytes).toBe(2 * size);
  });

  it("fails after a file was wrong twice, and deletes its bytes", async () => {
    const wrong = { type: "wrong", atByte: 0 } as const;
    await startHub({}, ...Array.from({ length: 30 }, () => wrong));
    await expect(transfer()).rejects.toMatchObject({ code: "download-corrupt" });
    expect((await readFile(path())).length).toBe(0);
  });

  it("detects that the file was replaced during the download", async () => {
    await startHub({}, { type: "none" }, { type: "none" }, { type: "changed" });
    await expect(transfer()).rejects.toThrow(FileChanged);
    await transfer();
    expect(await isExact()).toBe(true);
  });

  it("detects before the first byte that the file differs from the listed one", async () => {
    await startHub();
    const stale = { sizeBytes: size, sha256: "0".repeat(64) };
    const source = new FileSource({
      place: { repo: repository.id, revision: "main", path: "model.gguf" },
      content: stale,
      access,
      timeoutMs: 1_000,
    });
    await expect(source.address(new AbortController().signal)).rejects.toThrow(FileChanged);
  });

  it("resumes after a pause with the bytes it has", async () => {
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

  it("reports that it waits while the hub is unreachable, and resumes by itself", async () => {
    await startHub({ bytesPerSecond: 10_000_000 });
    let isDown = true;
    hub.faults = {
      forFile: () => (isDown ? { type: "reset", afterBytes: 0 } : { type: "none" }),
      forHub: () => (isDown ? { type: "reset", afterBytes: 0 } : { type: "none" }),
    };
    const running = transfer();
    await vi.waitFor(() => expect(conditions.map(({ type }) => type)).toContain("waiting"), patience);
    isDown = false;
    await running;
    expect(await isExact()).toBe(true);
    expect(conditions.map(({ type }) => type)).toContain("waiting");
    expect(conditions).toContainEqual(
      expect.objectContaining({ failure: expect.objectContaining({ code: "hub-offline" }) as unknown }),
    );
    expect(conditions.at(-1)).toEqual({ type: "checking" });
  });

  it("fails with hub-gated when the hub denies access", async () => {
    repository = hubRepository("team/model", { "model.gguf": bytes }, { isGated: true });
    await startHub({ token: "another" });
    await expect(transfer()).rejects.toMatchObject({
      code: "hub-gated",
      data: { repo: "team/model", hasToken: true },
    });
  });

  it("waits for free disk space when the reserve would not stay free", async () => {
    await startHub();
    const ending = new AbortController();
    const failed = expect(transfer(ending.signal, { reserveBytes: 1e18 })).rejects.toThrow();
    const noSpace = expect.objectContaining({ code: "download-no-space" }) as unknown;
    await vi.waitFor(
      () => expect(conditions).toContainEqual(expect.objectContaining({ failure: noSpace })),
      patience,
    );
    ending.abort();
    await failed;
    expect(hub.files.sentBytes).toBe(0);
  });

  it("starts over when the partial file belongs to another version", async () => {
    await startHub();
    await transfer();
    commitFiles(repository, { "model.gguf": randomFile(2, size) });
    await transfer();
    expect(await isExact()).toBe(true);
    expect(hub.files.sentBytes).toBe(2 * size);
  });

  it("verifies a complete file without downloading anything", async () => {
    await startHub();
    await transfer();
    await transfer();
    expect(hub.files.sentBytes).toBe(size);
  });
});
