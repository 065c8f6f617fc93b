import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { KeptPlace } from "../../../../shared/inference/engine-protocol.ts";
import { openLog } from "../../../home/log.ts";
import { SettingsStore } from "../../../settings/settings-store.ts";
import { ContextCache } from "./context-cache.ts";

const gigabyte = 1024 ** 3;
const patience = { timeout: 20_000 };
let home = "";

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "facet-context-cache-"));
});
afterEach(() => rmSync(home, { recursive: true }));

it("gives the engine the limit for the chosen model as soon as the models have been read", async () => {
  const log = openLog(home);
  const settings = await SettingsStore.open(join(home, "settings.json"), () => undefined, log);
  await settings.update({ modelId: "large.gguf" });
  const places: KeptPlace[] = [];
  const sizes = new Map<string, number>();
  let listed: () => void = () => undefined;
  const cache = new ContextCache({
    folder: join(home, "contexts.noindex"),
    engine: { keepContexts: (place) => places.push(place), forgetContexts: () => undefined },
    settings,
    models: {
      find: (id) => (sizes.has(id) ? { model: { sizeBytes: sizes.get(id) ?? 0 } } : null),
      onChange: (listener) => (listed = listener),
    },
    isLive: () => true,
    log,
    freeBytes: async () => 1000 * gigabyte,
  });
  await cache.start();
  const budget = () => places.at(-1)?.budgetBytes;
  expect(budget()).toBe(4 * gigabyte);

  sizes.set("large.gguf", 20 * gigabyte).set("larger.gguf", 30 * gigabyte);
  listed();
  await expect.poll(budget, patience).toBe(30 * gigabyte);
  await settings.update({ modelId: "larger.gguf" });
  await expect.poll(budget, patience).toBe(45 * gigabyte);
});
