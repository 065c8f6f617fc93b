import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Download } from "../../../shared/models/download.ts";
import { faultsInTurn, noFaults } from "../../../tests/fixtures/hub/hub-faults.ts";
import {
  commitFiles,
  hubRepository,
  type HubRepository,
} from "../../../tests/fixtures/hub/hub-repository.ts";
import { startLoopbackHub, type LoopbackHub } from "../../../tests/fixtures/hub/loopback-hub.ts";
import { randomFile } from "../../../tests/fixtures/hub/random-file.ts";
import { HubClient } from "../hub/hub-client.ts";
import { Downloads } from "./downloads.ts";
import { transferOptions, type TransferOptions } from "./transfer-options.ts";

const weights = randomFile(1, 1_500_000);
const projector = randomFile(2, 300_000);
const options: TransferOptions = {
  ...transferOptions,
  pieceBytes: 256 * 1024,
  timeoutMs: 10_000,
  retry: { firstMs: 10, longestMs: 100 },
  reserveBytes: 0,
  spaceCheckIntervalMs: 50,
  recordEveryMs: 50,
};

let folder: string;
let hub: LoopbackHub;
let repository: HubRepository;
let downloads: Downloads;
let reported: readonly Download[] = [];
/** The states of all downloads after each change. */
let history: (readonly string[])[] = [];
const opened: Downloads[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-downloads-"));
  repository = hubRepository("team/model", {
    "m-Q4_0.gguf": weights,
    "m-Q8_0.gguf": randomFile(3, 2_000_000),
    "mmproj-F16.gguf": projector,
  });
  hub = await startLoopbackHub({ repositories: [repository], bytesPerSecond: 8_000_000 });
  downloads = await open();
});

afterEach(async () => {
  for (const one of opened.splice(0)) await one.dispose();
  await hub.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(
  changed: Partial<TransferOptions> = {},
  onPlaced: () => Promise<void> = async () => undefined,
): Promise<Downloads> {
  const access = () => ({ endpoint: hub.endpoint, token: null, trustedOrigins: [] });
  const one = new Downloads({
    modelsFolder: folder,
    hub: new HubClient(access),
    log: { info: () => undefined, error: () => undefined },
    onChange(list) {
      reported = list;
      history.push(list.map(({ state: { type } }) => type));
    },
    onPlaced,
    options: { ...options, ...changed },
  });
  opened.push(one);
  await one.start();
  return one;
}

const wanted = {
  repo: "team/model",
  revision: "main",
  paths: ["m-Q4_0.gguf", "mmproj-F16.gguf"],
  name: "Model",
};
const state = () => reported[0]?.state;
const until = (type: Download["state"]["type"]) =>
  vi.waitFor(() => expect(state()?.type).toBe(type), { timeout: 100_000, interval: 10 });
const untilBytes = (bytes: number) =>
  vi.waitFor(() => expect(downloads.list()[0]?.doneBytes).toBeGreaterThan(bytes), {
    timeout: 100_000,
    interval: 5,
  });
const placed = (path: string) => readFile(join(folder, "team/model", path));
const leftovers = () => readdir(join(folder, ".downloads"));

describe("Downloads", () => {
  it("downloads a model and its projector as one item into a folder named after the repository", async () => {
    const begun = await downloads.begin(wanted);
    expect(begun).toMatchObject({ repo: "team/model", name: "Model", sizeBytes: 1_800_000 });
    expect(begun.files.map(({ role }) => role)).toEqual(["weights", "projector"]);
    await until("done");
    expect(reported[0]).toMatchObject({
      doneBytes: 1_800_000,
      state: { type: "done", modelId: "team/model/m-Q4_0.gguf" },
    });
    expect((await placed("m-Q4_0.gguf")).equals(weights)).toBe(true);
    expect((await placed("mmproj-F16.gguf")).equals(projector)).toBe(true);
    expect(await leftovers()).toEqual([]);
  });

  it("falls back to the newest revision when the hub does not know the commit", async () => {
    await downloads.begin({ ...wanted, revision: "0".repeat(40) });
    await until("done");
    expect(reported[0]?.revision).toBe(repository.commit);
    await expect(downloads.begin({ ...wanted, repo: "team/none", revision: "0".repeat(40) })).rejects.toThrow(
      expect.objectContaining({ code: "hub-missing" }),
    );
  });

  it("downloads a requested drafter with the model", async () => {
    const drafter = randomFile(4, 100_000);
    commitFiles(repository, { "mtp-m.gguf": drafter });
    const begun = await downloads.begin({ ...wanted, paths: [...wanted.paths, "mtp-m.gguf"] });
    expect(begun.files.map(({ role }) => role)).toEqual(["weights", "projector", "drafter"]);
    await until("done");
    expect((await placed("mtp-m.gguf")).equals(drafter)).toBe(true);
  });

  it("puts nothing into the models folder before every file is complete", async () => {
    await downloads.begin(wanted);
    await untilBytes(100_000);
    expect(await readdir(folder)).toEqual([".downloads"]);
    await until("done");
  });

  it("does not download a file again that another model of the repository brought", async () => {
    await downloads.begin(wanted);
    await until("done");
    const before = hub.files.sentBytes;
    await downloads.cancel(reported[0]?.id ?? "");
    await downloads.begin({ ...wanted, paths: ["m-Q8_0.gguf", "mmproj-F16.gguf"] });
    await until("done");
    expect(hub.files.sentBytes - before).toBe(2_000_000);
    expect((await placed("mmproj-F16.gguf")).equals(projector)).toBe(true);
  });

  it("returns the same download when it is started twice", async () => {
    const [one, two] = [await downloads.begin(wanted), await downloads.begin(wanted)];
    expect(two.id).toBe(one.id);
    expect(downloads.list()).toHaveLength(1);
  });

  it("is one download when it is begun twice at once, which Cancel ends", async () => {
    const [one, two] = await Promise.all([downloads.begin(wanted), downloads.begin(wanted)]);
    expect(two.id).toBe(one.id);
    await downloads.cancel(one.id);
    await downloads.begin({ ...wanted, paths: ["m-Q8_0.gguf"] });
    await until("done");
    // A hidden second download would have fetched all its files first.
    expect(hub.files.sentBytes).toBeLessThan(2_000_000 + 1_500_000);
    expect(await readdir(join(folder, "team/model"))).toEqual(["m-Q8_0.gguf"]);
    expect(await leftovers()).toEqual([]);
  });

  it("can be begun again while its cancelled predecessor is removed", async () => {
    const { id } = await downloads.begin(wanted);
    await untilBytes(100_000);
    const cancelled = downloads.cancel(id);
    await vi.waitFor(() => expect(downloads.list()).toEqual([]), { timeout: 10_000, interval: 0 });
    await Promise.all([cancelled, downloads.begin(wanted)]);
    await until("done");
    expect((await placed("m-Q4_0.gguf")).equals(weights)).toBe(true);
  });

  it("is done when it is paused while its files are put in place", async () => {
    await downloads.dispose();
    const placing = Promise.withResolvers<undefined>();
    const released = Promise.withResolvers<undefined>();
    const next = await open({}, async () => {
      placing.resolve(undefined);
      await released.promise;
    });
    const { id } = await next.begin(wanted);
    await placing.promise;
    const paused = next.pause(id);
    released.resolve(undefined);
    await paused;
    expect(state()).toEqual({ type: "done", modelId: "team/model/m-Q4_0.gguf" });
    expect(await leftovers()).toEqual([]);
  });

  it("remembers the last of many quick pauses and resumptions", async () => {
    const { id } = await downloads.begin(wanted);
    await Promise.all([downloads.pause(id), downloads.resume(id), downloads.pause(id)]);
    await downloads.dispose();
    const next = await open();
    expect(next.list()).toMatchObject([{ id, state: { type: "paused" } }]);
  });

  it("runs one download after the other", async () => {
    history = [];
    await downloads.begin(wanted);
    await downloads.begin({ ...wanted, paths: ["m-Q8_0.gguf"] });
    await vi.waitFor(() => expect(reported.map((one) => one.state.type)).toEqual(["done", "done"]), 100_000);
    expect(history).toContainEqual(["running", "queued"]);
    const active = (states: readonly string[]) => states.filter((type) => !["queued", "done"].includes(type));
    for (const states of history) expect(active(states).length).toBeLessThanOrEqual(1);
  });

  it("pauses, resumes with the bytes it has, and reports its speed", async () => {
    const { id } = await downloads.begin(wanted);
    await untilBytes(200_000);
    await downloads.pause(id);
    expect(state()).toEqual({ type: "paused" });
    const { doneBytes } = downloads.list()[0] ?? {};
    for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate);
    expect(downloads.list()[0]?.doneBytes).toBe(doneBytes);
    await downloads.resume(id);
    await until("done");
    expect((await placed("m-Q4_0.gguf")).equals(weights)).toBe(true);
  });

  it("deletes the partial files of a cancelled download", async () => {
    const { id } = await downloads.begin(wanted);
    await untilBytes(100_000);
    await downloads.cancel(id);
    expect(reported).toEqual([]);
    expect(await leftovers()).toEqual([]);
  });

  it("resumes after a restart of the app with the bytes it has", async () => {
    await downloads.begin(wanted);
    await untilBytes(300_000);
    await downloads.dispose();
    const before = reported[0]?.doneBytes ?? 0;
    await open();
    expect(reported[0]?.doneBytes).toBeGreaterThanOrEqual(before);
    await until("done");
    expect((await placed("m-Q4_0.gguf")).equals(weights)).toBe(true);
  });

  it("stays paused after a restart and counts its bytes", async () => {
    const { id } = await downloads.begin(wanted);
    await untilBytes(300_000);
    await downloads.pause(id);
    const { doneBytes } = downloads.list()[0] ?? { doneBytes: 0 };
    await downloads.dispose();
    const next = await open();
    expect(next.list()).toMatchObject([{ id, doneBytes, state: { type: "paused" } }]);
  });

  it.each([
    ["truncated", (path: string) => truncate(path, 100)],
    ["damaged", (path: string) => writeFile(path, "x".repeat(10_000))],
    ["missing", (path: string) => rm(path)],
  ])("downloads a file again when its progress record is %s", async (_, spoil) => {
    const { id } = await downloads.begin(wanted);
    await untilBytes(300_000);
    await downloads.dispose();
    await spoil(join(folder, ".downloads", id, "0.part.progress"));
    await open();
    await until("done");
    expect((await placed("m-Q4_0.gguf")).equals(weights)).toBe(true);
  });

  it("detects bytes that were corrupted on disk between two runs, and downloads the file again", async () => {
    const { id } = await downloads.begin(wanted);
    await untilBytes(300_000);
    await downloads.dispose();
    const part = join(folder, ".downloads", id, "0.part");
    const bytes = await readFile(part);
    bytes[5] = (bytes[5] ?? 0) ^ 1;
    await writeFile(part, bytes);
    await open();
    await until("done");
    expect((await placed("m-Q4_0.gguf")).equals(weights)).toBe(true);
  });

  it.each([
    ["damaged", '{"repo":"../..","files"'],
    ["a newer version's", '{"version":2}'],
  ])("keeps the files of a download whose record is %s, and still starts", async (_, record) => {
    await downloads.dispose();
    const odd = join(folder, ".downloads", "odd");
    await mkdir(odd, { recursive: true });
    await writeFile(join(odd, "download.json"), record);
    await writeFile(join(odd, "0.part"), "bytes");
    const next = await open();
    expect(next.list()).toEqual([]);
    expect(await readdir(odd)).toEqual(["0.part", "download.json"]);
  });

  it("removes what is left of a download without a record", async () => {
    await downloads.dispose();
    await mkdir(join(folder, ".downloads", "odd"), { recursive: true });
    await open();
    expect(await leftovers()).toEqual([]);
  });

  it("restarts a file that was replaced at the hub and keeps the unchanged one", async () => {
    await downloads.begin(wanted);
    await untilBytes(300_000);
    await downloads.dispose();
    const changed = randomFile(9, 1_400_000);
    commitFiles(repository, { "m-Q4_0.gguf": changed });
    await open();
    await until("done");
    expect((await placed("m-Q4_0.gguf")).equals(changed)).toBe(true);
    expect(reported[0]).toMatchObject({ sizeBytes: 1_700_000, revision: repository.commit });
  });

  it("fails with download-corrupt when the bytes are wrong twice, and starts over when resumed", async () => {
    const wrong = { type: "wrong", atByte: 0 } as const;
    hub.faults = faultsInTurn(...Array.from({ length: 12 }, () => wrong));
    const { id } = await downloads.begin(wanted);
    await until("failed");
    expect(state()).toMatchObject({
      failure: { code: "download-corrupt", data: { fileName: "m-Q4_0.gguf" } },
    });
    await expect(stat(join(folder, "team"))).rejects.toThrow();
    hub.faults = faultsInTurn();
    await downloads.resume(id);
    await until("done");
  });

  it("waits for free disk space and resumes by itself", async () => {
    await downloads.dispose();
    const next = await open({ reserveBytes: 1e18 });
    await next.begin(wanted);
    await until("waiting");
    expect(state()).toMatchObject({ failure: { code: "download-no-space" } });
    expect(hub.files.sentBytes).toBe(0);
  });

  it("waits in the list while the hub can't be reached, and goes on by itself", async () => {
    hub.faults = { ...noFaults, forHub: () => ({ type: "status", status: 503 }) };
    expect((await downloads.begin(wanted)).state).toMatchObject({
      type: "waiting",
      failure: { code: "hub-busy" },
    });
    expect(downloads.list()).toMatchObject([{ name: "Model", sizeBytes: 0, state: { type: "waiting" } }]);
    hub.faults = noFaults;
    await until("done");
    expect(downloads.list()).toHaveLength(1);
    expect(await placed("m-Q4_0.gguf")).toEqual(weights);
  });

  it("keeps a download whose files could not be listed over a restart, until it is cancelled", async () => {
    hub.faults = { ...noFaults, forHub: () => ({ type: "reset", afterBytes: 0 }) };
    const { id } = await downloads.begin(wanted);
    await downloads.dispose();
    const next = await open();
    await until("waiting");
    await next.pause(id);
    expect(next.list()).toMatchObject([{ state: { type: "paused" } }]);
    await next.resume(id);
    await until("waiting");
    await next.cancel(id);
    expect(next.list()).toEqual([]);
    expect(await leftovers()).toEqual([]);
  });

  it("rejects files that the hub does not have", async () => {
    await expect(downloads.begin({ ...wanted, paths: ["none.gguf"] })).rejects.toMatchObject({
      code: "hub-missing",
    });
    await expect(downloads.begin({ ...wanted, repo: "team/none" })).rejects.toMatchObject({
      code: "hub-missing",
    });
    expect(downloads.list()).toEqual([]);
  });

  it("replaces an existing file of the same name and different content", async () => {
    const path = join(folder, "team/model/m-Q4_0.gguf");
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, "an older version");
    await downloads.begin(wanted);
    await until("done");
    expect((await placed("m-Q4_0.gguf")).equals(weights)).toBe(true);
  });
});
