import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { EngineClient } from "./engine-client.ts";
import type { EngineCrash } from "./engine.ts";
import { FailedVariants } from "./failed-variants.ts";
import { forkEngine } from "./fork-engine.ts";

const hostPath = join(import.meta.dirname, "../../../tests/fixtures/crashing-library-host.ts");

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-variants-"));
  file = join(folder, "engine-variants.json");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("tries the next variant at once when one crashes as it is loaded, and remembers that", async () => {
  const variants = new FailedVariants(file, "1");
  const client = new EngineClient(forkEngine(hostPath), null, undefined, variants);
  const crashes: EngineCrash[] = [];
  client.onCrash((crash) => crashes.push(crash));
  try {
    expect((await client.describe()).library.variant).toBe("cpu");
    expect(crashes).toMatchObject([{ opening: "vulkan" }]);
    await expect.poll(() => readFile(file, "utf8").catch(() => "")).toContain("vulkan");
  } finally {
    await client.dispose();
  }
  expect(new FailedVariants(file, "1").all).toEqual(["vulkan"]);
});

it("forgets with an update, on request, and when its file is damaged", async () => {
  await writeFile(file, JSON.stringify({ version: "1", failed: ["cuda"] }));
  expect(new FailedVariants(file, "1").all).toEqual(["cuda"]);
  expect(new FailedVariants(file, "2").all).toEqual([]);
  const variants = new FailedVariants(file, "1");
  variants.forget();
  expect(variants.all).toEqual([]);
  await expect.poll(() => readFile(file, "utf8")).toContain(`"failed":[]`);
  await writeFile(file, "{");
  expect(new FailedVariants(file, "1").all).toEqual([]);
});

it("never remembers the processor's variant, after which there is none", () => {
  const variants = new FailedVariants();
  variants.remember("cpu");
  expect(variants.all).toEqual([]);
});
