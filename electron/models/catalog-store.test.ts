import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import shipped from "../../resources/catalog.json" with { type: "json" };
import { catalogSchema, type Catalog } from "../../shared/models/catalog.ts";
import { AppError } from "../../shared/ipc/result.ts";
import { hubRepository, type HubRepository } from "../../tests/fixtures/hub/hub-repository.ts";
import { startLoopbackHub, type LoopbackHub } from "../../tests/fixtures/hub/loopback-hub.ts";
import { CatalogStore } from "./catalog-store.ts";
import { HubClient } from "./hub/hub-client.ts";

const repo = "unsloth/gemma-4-E4B-it-GGUF";
const listed = hubRepository(repo, {
  "gemma-4-E4B-it-Q8_0.gguf": Buffer.alloc(8_000, 8),
  "gemma-4-E4B-it-UD-Q4_K_XL.gguf": Buffer.alloc(5_000, 4),
  "mmproj-F16.gguf": Buffer.alloc(900, 1),
});

let folder: string;
let hub: LoopbackHub;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-catalog-"));
});

afterEach(async () => {
  await hub.close();
  await rm(folder, { recursive: true, force: true });
});

async function openStore(repositories: readonly HubRepository[]): Promise<CatalogStore> {
  hub = await startLoopbackHub({ repositories });
  const client = new HubClient(() => ({ endpoint: hub.endpoint, token: null, trustedOrigins: [] }));
  return CatalogStore.open({
    file: join(folder, "catalog.json"),
    list: (name) => client.listing(name),
    log: { info: () => undefined, error: () => undefined },
  });
}

const repositoryIn = (catalog: Catalog) =>
  catalog.sizes.flatMap(({ repositories }) => repositories).find((one) => one.repo === repo);
const eightBit = (catalog: Catalog) =>
  repositoryIn(catalog)?.files.find(({ quantization }) => quantization === "Q8_0");

describe("CatalogStore", () => {
  it("updates sizes, hashes, names and commits from the hub's listings and stores them", async () => {
    const store = await openStore([listed]);
    expect(eightBit(store.current)).toMatchObject({ path: null, sizeBytes: null });
    const known = {
      path: "gemma-4-E4B-it-Q8_0.gguf",
      sizeBytes: 8_000,
      sha256: listed.files.get("gemma-4-E4B-it-Q8_0.gguf")?.sha256,
      revision: listed.commit,
    };
    const { catalog } = await store.refresh();
    expect(eightBit(catalog)).toMatchObject(known);
    await hub.close();
    // The next start does not request anything from the hub.
    const again = await openStore([]);
    expect(eightBit(again.current)).toMatchObject(known);
    expect(hub.asked).toEqual([]);
  });

  it("reports the repositories that could not be fetched and keeps their last known data", async () => {
    const store = await openStore([listed]);
    const before = store.current;
    const { catalog, unreadRepos } = await store.refresh();
    const all = before.sizes.flatMap(({ repositories }) => repositories.map((one) => one.repo));
    expect(unreadRepos).toEqual(all.filter((name) => name !== repo));
    const others = (from: Catalog) =>
      from.sizes.flatMap(({ repositories }) => repositories).filter((one) => one.repo !== repo);
    expect(others(catalog)).toEqual(others(before));
  });

  it("throws the reason when no repository can be fetched and keeps the current catalog", async () => {
    const store = await openStore([listed]);
    const before = store.current;
    await hub.close();
    const failure = await store.refresh().catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(AppError);
    expect(failure).toMatchObject({ code: "hub-offline" });
    expect(store.current).toBe(before);
  });

  it("lists what this version ships although an earlier version refreshed its catalog", async () => {
    const refreshed = (await (await openStore([listed])).refresh()).catalog;
    await hub.close();
    // The earlier version had one repository, and of its files only one.
    const earlier = refreshed.sizes.map((size) => ({
      ...size,
      name: "An earlier name",
      repositories: size.repositories.flatMap(({ files, ...one }) =>
        one.repo === repo
          ? [{ ...one, files: files.filter(({ quantization }) => quantization === "Q8_0") }]
          : [],
      ),
    }));
    await writeFile(join(folder, "catalog.json"), JSON.stringify({ ...refreshed, sizes: earlier }));

    const { current } = await openStore([]);
    const described = ({ sizes }: Catalog) =>
      sizes.map(({ name, repositories }) => [
        name,
        repositories.map((one) => [one.repo, one.files.map(({ quantization }) => quantization)]),
      ]);
    expect(described(current)).toEqual(described(catalogSchema.parse(shipped)));
    expect(eightBit(current)).toMatchObject({ path: "gemma-4-E4B-it-Q8_0.gguf", sizeBytes: 8_000 });
    const other = "UD-Q4_K_XL";
    const otherIn = (from: Catalog) =>
      repositoryIn(from)?.files.find(({ quantization }) => quantization === other);
    expect(otherIn(refreshed)?.sizeBytes).toBe(5_000);
    expect(otherIn(current)).toEqual(otherIn(catalogSchema.parse(shipped)));
  });

  it("uses the shipped catalog when the stored one is unreadable", async () => {
    await writeFile(join(folder, "catalog.json"), '{"version": 7}');
    const store = await openStore([]);
    expect(eightBit(store.current)).toMatchObject({ path: null, sizeBytes: null });
  });
});
