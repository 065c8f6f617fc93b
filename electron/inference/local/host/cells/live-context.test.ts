import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { ComparedModel } from "../../../../../tests/fixtures/compared-model.ts";
import { newReader, orderNoise, slidingWindow, words } from "../../../../../tests/fixtures/context-reader.ts";
import { parkingIn } from "../../../../../tests/fixtures/parking-in.ts";
import { fixtureModel } from "../../../../../tests/fixtures/models.ts";
import { expectFreshAnswers, maxOrderNoise } from "../../../../../tests/fixtures/random-chat-check.ts";
import { RandomChats } from "../../../../../tests/fixtures/random-chats.ts";
import { splitNoise } from "../../../../../tests/fixtures/rewind-check.ts";
import { seededRandom } from "../../../../../scripts/soak/seeded-random.ts";

let compared: ComparedModel;
const folder = mkdtempSync(join(tmpdir(), "facet-parked-"));

beforeAll(async () => {
  compared = await ComparedModel.open();
});
afterEach(() => compared.closeReaders());
afterAll(async () => {
  await compared.dispose();
  rmSync(folder, { recursive: true });
});

const parking = parkingIn(folder);

describe("LiveContext", () => {
  it("has discarded enough cells in these tests for an unchecked rewind to give wrong logits", async () => {
    const { add, native, distribution } = await compared.reader();
    const written = words(360, 1);
    await add(written);
    const oldest = native.oldestPosition();
    expect(oldest).toBeGreaterThan(slidingWindow);
    // node-llama-cpp would keep everything before this cut, since it is after the oldest position.
    const cut = oldest + 8;
    const prompt = [...written.slice(0, cut), ...words(12, cut + 2)];
    expect(native.forgetFrom(cut)).toBe(true);
    const said = await distribution(await native.decode(prompt.slice(cut), cut, true));
    expect(await compared.distanceFromFresh(said, prompt)).toBeGreaterThan(compared.noise);
  });

  it("starts evaluating before add returns, so that the caller can work meanwhile", async () => {
    const { native, live } = await compared.reader();
    const decode = vi.spyOn(native, "decode");
    const added = live.add(words(1, 3), true);
    expect(decode).toHaveBeenCalledOnce();
    await added;
  });

  it("is empty and usable after a failed evaluation", async () => {
    const { add, live } = await compared.reader();
    await add(words(40, 3));
    await expect(live.add([1e9], true)).rejects.toThrow();
    expect(live.usedTokens).toBe(0);
    expect(await live.prepare(words(40, 3), 40)).toBe(0);
    await add(words(40, 3));
    expect(live.usedTokens).toBe(40);
  });
});

describe("random edits of random chats", () => {
  it.each(["dense", "per-layer", "mixture", "dense-q8", "dense-q4"] as const)(
    "gives the same logits as a fresh context, on %s",
    { timeout: 300_000 },
    async (name) => {
      const model = await compared.llama.loadModel({ modelPath: await fixtureModel(name) });
      const [live, fresh] = [await newReader(model, { parking }), await newReader(model)];
      const most = maxOrderNoise(name) * (await orderNoise(fresh)) + splitNoise;
      const random = seededRandom(7);
      const pick = (below: number) => Math.floor(random.below(below));
      await expectFreshAnswers(live, fresh, new RandomChats(pick, 3), { steps: 24, most, pick });
      await live.dispose();
      await fresh.dispose();
      await model.dispose();
    },
  );
});
