import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PythonPackagesState } from "../../../../shared/tools/python-packages.ts";
import { LoopbackPackages } from "../../../../tests/fixtures/python-packages/loopback-packages.ts";
import { openLog } from "../../../home/log.ts";
import { transferOptions, type TransferOptions } from "../../../models/downloads/transfer-options.ts";
import { PackageSet } from "./package-set.ts";
import { pyodideSource } from "./package-source.ts";
import { PythonPackages } from "./python-packages.ts";

const quick: TransferOptions = {
  ...transferOptions,
  connections: 1,
  pieceBytes: 64 * 1024,
  retry: { firstMs: 10, longestMs: 100 },
  reserveBytes: 0,
  recordEveryMs: 10,
};
const patience = { timeout: 60_000, interval: 10 };
const numpy = "numpy-2.4.6-py3-none-any.whl";

let folder: string;
let site: LoopbackPackages;
let packages: PythonPackages;
let states: PythonPackagesState[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-packages-"));
  site = await LoopbackPackages.start({});
  states = [];
  packages = await open();
});
afterEach(async () => {
  await packages.dispose();
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

const store = () => join(folder, "python-packages");

function open(version?: string): Promise<PythonPackages> {
  return PythonPackages.open({
    folder: store(),
    source: site.source(version),
    transfer: quick,
    log: openLog(folder),
    onChange: ({ state }) => states.push(state),
  });
}

const until = (type: PythonPackagesState["type"]) =>
  expect.poll(() => packages.info.state.type, patience).toBe(type);

async function downloaded(): Promise<void> {
  packages.download();
  await until("present");
}

describe("packages for Python", () => {
  it("are not asked for before the user asks, and then only for their size", async () => {
    expect(packages.info).toEqual({
      versions: ["numpy 2.4.6", "pandas 3.0.2", "matplotlib 3.10.8"],
      fileCount: 3,
      host: new URL(site.source().baseUrl).host,
      state: { type: "absent", partialBytes: 0 },
    });
    expect(site.requests).toEqual([]);
    expect(await packages.offer()).toMatchObject({ sizeBytes: site.sizeBytes, fileCount: 3 });
    expect(site.requests.map(({ range }) => range)).toEqual(["bytes=0-0", "bytes=0-0", "bytes=0-0"]);
    expect(packages.info.state.type).toBe("absent");
  });

  it("are downloaded, verified and found again, without a token", async () => {
    await downloaded();
    expect(packages.info.state).toEqual({ type: "present", sizeBytes: site.sizeBytes });
    expect(states).toContainEqual(
      expect.objectContaining({ type: "downloading", totalBytes: site.sizeBytes }),
    );
    expect(site.requests.every(({ authorization }) => authorization === undefined)).toBe(true);
    const asked = site.requests.length;
    packages = await open();
    expect(packages.isPresent).toBe(true);
    const { names, files, lock } = await packages.load(packages.packages.withModules(["pandas"]));
    expect(names).toEqual(["numpy", "pandas"]);
    expect(files.map(({ bytes }) => bytes.length)).toEqual(
      names.map(
        (name) => site.files.get(`${name}-${name === "numpy" ? "2.4.6" : "3.0.2"}-py3-none-any.whl`)?.length,
      ),
    );
    expect(Object.keys((lock as { packages: object }).packages)).toEqual(["numpy", "pandas"]);
    expect(site.requests).toHaveLength(asked);
  });

  it("continue where an ended Facet stopped", async () => {
    site.state = { type: "stops", afterBytes: 50_000 };
    packages.download();
    await expect
      .poll(() => {
        const { state } = packages.info;
        return state.type === "downloading" ? state.doneBytes : 0;
      }, patience)
      .toBeGreaterThanOrEqual(50_000);
    await packages.dispose();
    expect(packages.info.state).toMatchObject({ type: "absent", partialBytes: 50_000 });
    site.state = { type: "well" };
    site.requests.length = 0;
    packages = await open();
    await downloaded();
    const ranges = site.requests.filter(({ fileName, range }) => fileName === numpy && range !== "bytes=0-0");
    expect(ranges[0]?.range).toMatch(/^bytes=50000-/);
    expect(await readFile(join(store(), "314.0.7", numpy))).toEqual(Buffer.from(site.files.get(numpy) ?? []));
  });

  it("are not used when the site has another file, and say which", async () => {
    site.state = { type: "wrong", fileName: numpy };
    packages.download();
    await until("failed");
    expect(packages.info.state).toMatchObject({
      failure: { code: "packages-unusable", data: { fileName: numpy } },
    });
    expect((await readdir(join(store(), "314.0.7"))).filter((name) => name.endsWith(".whl"))).toEqual([]);
    site.state = { type: "well" };
    await downloaded();
  });

  it("say which file the site does not have", async () => {
    site.state = { type: "missing", fileName: numpy };
    await expect(packages.offer()).rejects.toMatchObject({
      code: "packages-unusable",
      data: { fileName: numpy },
    });
    packages.download();
    await until("failed");
    expect(packages.info.state).toMatchObject({ failure: { data: { fileName: numpy } } });
  });

  it("wait for a site that is away, and go on when it is back", async () => {
    site.state = { type: "stops", afterBytes: 50_000 };
    packages.download();
    await expect.poll(() => packages.info.state, patience).toMatchObject({ doneBytes: 50_000 });
    await site.close();
    await expect
      .poll(() => packages.info.state, patience)
      .toMatchObject({ type: "downloading", waitsFor: { code: "packages-unreachable" } });
    site.state = { type: "well" };
    await site.reopen();
    await until("present");
  });

  it("can't be asked for while the site is away", async () => {
    await site.close();
    await expect(packages.offer()).rejects.toMatchObject({ code: "packages-unreachable" });
    await site.reopen();
  });

  it("are noticed when a file was changed, and downloaded again", async () => {
    await downloaded();
    const path = join(store(), "314.0.7", numpy);
    const bytes = await readFile(path);
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    await writeFile(path, bytes);
    packages = await open();
    expect(packages.isPresent).toBe(true);
    await expect(packages.load(packages.packages)).rejects.toMatchObject({
      code: "packages-damaged",
      data: { fileName: numpy },
    });
    expect(packages.info.state.type).toBe("failed");
    site.requests.length = 0;
    await downloaded();
    expect(
      new Set(site.requests.filter(({ range }) => range !== "bytes=0-0").map(({ fileName }) => fileName)),
    ).toEqual(new Set([numpy]));
    await packages.load(packages.packages);
  });

  it("are removed by the user, and when the interpreter changes", async () => {
    await downloaded();
    await packages.remove();
    expect(packages.info.state).toEqual({ type: "absent", partialBytes: 0 });
    expect(await readdir(store())).toEqual([]);
    await downloaded();
    await mkdir(join(store(), "0.29.0"));
    packages = await open("315.0.0");
    expect(packages.info.state.type).toBe("absent");
    expect(await readdir(store())).toEqual([]);
  });
});

describe("the packages for the Pyodide of this app", () => {
  it("are those that its lock file names, with hashes, from the site of its version", () => {
    const { packages: set, baseUrl, version } = pyodideSource();
    expect(baseUrl).toBe(`https://cdn.jsdelivr.net/pyodide/v${version}/full/`);
    const names = set.packages.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(["numpy", "pandas", "matplotlib", "pillow", "python-dateutil"]),
    );
    for (const { fileName, sha256, depends } of set.packages) {
      expect(fileName).toMatch(/\.whl$/);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(names).toEqual(expect.arrayContaining([...depends]));
    }
  });

  it("are refused when a lock file lacks what one depends on", () => {
    const packages = Object.fromEntries(
      Object.entries(site.lock.packages).filter(([name]) => name !== "numpy"),
    );
    const lock = { ...site.lock, packages };
    expect(() => new PackageSet(lock, ["pandas"])).toThrow("The lock file can't be used for numpy");
  });
});
