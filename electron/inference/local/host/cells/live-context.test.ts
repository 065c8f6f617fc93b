import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Llama, LlamaModel } from "node-llama-cpp";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { seededRandom } from "../../../../../scripts/soak/seeded-random.ts";
import {
  newReader,
  openTestLlama,
  orderNoise,
  slidingWindow,
  words,
  type Reader,
} from "../../../../../tests/fixtures/context-reader.ts";
import { totalVariation, type Distribution } from "../../../../../tests/fixtures/distribution.ts";
import { fixtureModel } from "../../../../../tests/fixtures/models.ts";
import { expectFreshAnswers, maxOrderNoise } from "../../../../../tests/fixtures/random-chat-check.ts";
import { RandomChats } from "../../../../../tests/fixtures/random-chats.ts";
import { splitNoise } from "../../../../../tests/fixtures/rewind-check.ts";
import type { LiveContextOptions } from "./live-context.ts";

let llama: Llama;
let model: LlamaModel;
/** The reference; it is cleared before each use. */
let fresh: Reader;
/** The largest difference that another order of cells causes. */
let noise = 0;
const folder = mkdtempSync(join(tmpdir(), "facet-parked-"));
const opened: { dispose(): Promise<void> }[] = [];

beforeAll(async () => {
  llama = await openTestLlama();
  model = await llama.loadModel({ modelPath: await fixtureModel("dense") });
  fresh = await newReader(model);
  noise = 2 * (await orderNoise(fresh)) + splitNoise;
});
afterEach(async () => {
  for (const closing of opened.splice(0).reverse()) {
    await closing.dispose();
  }
});
afterAll(async () => {
  await llama.dispose();
  rmSync(folder, { recursive: true });
});

async function reader(options: Partial<LiveContextOptions> = {}): Promise<Reader> {
  const made = await newReader(model, options);
  opened.push(made);
  return made;
}

const parking = {
  folder,
  count: 4,
  bytes: 1e9,
  reserveBytes: 0,
  bytesFor: (tokens: number) => tokens * 1000,
};

async function distanceFromFresh(said: Distribution, prompt: readonly number[]) {
  fresh.live.clear();
  return totalVariation(said, await fresh.add(prompt));
}

const isNoise = (value: number) => value < noise;

describe("LiveContext", () => {
  it("has discarded enough cells in these tests for an unchecked rewind to give wrong logits", async () => {
    const { add, native, distribution } = await reader();
    const written = words(360, 1);
    await add(written);
    const oldest = native.oldestPosition();
    expect(oldest).toBeGreaterThan(slidingWindow);
    // node-llama-cpp would keep everything before this cut, since it is after the oldest position.
    const cut = oldest + 8;
    const prompt = [...written.slice(0, cut), ...words(12, cut + 2)];
    expect(native.forgetFrom(cut)).toBe(true);
    const said = await distribution(await native.decode(prompt.slice(cut), cut, true));
    expect(await distanceFromFresh(said, prompt)).toBeGreaterThan(noise);
  });

  it("starts evaluating before add returns, so that the caller can work meanwhile", async () => {
    const { native, live } = await reader();
    const decode = vi.spyOn(native, "decode");
    const added = live.add(words(1, 3), true);
    expect(decode).toHaveBeenCalledOnce();
    await added;
  });

  it("is empty and usable after a failed evaluation", async () => {
    const { add, live } = await reader();
    await add(words(40, 3));
    await expect(live.add([1e9], true)).rejects.toThrow();
    expect(live.usedTokens).toBe(0);
    expect(await live.prepare(words(40, 3), 40)).toBe(0);
    await add(words(40, 3));
    expect(live.usedTokens).toBe(40);
  });
});

describe("checkpoints", () => {
  const prompt = words(500, 1);
  const answer = words(30, 3);
  const nextPrompt = [...prompt, ...answer, ...words(10, 4)];

  it("reuses the whole prompt after reasoning of any length is dropped", async () => {
    const { read, add } = await reader();
    await read(prompt);
    await add([...words(700, 2), ...answer]);
    const { reused, next } = await read(nextPrompt);
    expect(reused).toBe(prompt.length);
    expect(await distanceFromFresh(next, nextPrompt)).toSatisfy(isNoise);
  });

  it("reuses the prompt after an empty thought at its end is dropped", async () => {
    const { read, add } = await reader();
    await read([...prompt, 20, 21, 22], prompt.length);
    await add([...words(700, 2)]);
    const { reused, next } = await read(nextPrompt, nextPrompt.length);
    expect(reused).toBe(prompt.length);
    expect(await distanceFromFresh(next, nextPrompt)).toSatisfy(isNoise);
  });

  it("evaluates one token for each further reply to the same prompt", async () => {
    const { read, add, live } = await reader();
    await read(prompt);
    for (let reply = 1; reply <= 4; reply++) {
      await add(words(400, 20 + reply));
      const { reused, next } = await read(prompt);
      expect(reused).toBe(prompt.length - 1);
      expect(await distanceFromFresh(next, prompt)).toSatisfy(isNoise);
    }
    await add(words(400, 30));
    // The existing checkpoint is reused; no other one is taken.
    expect(live.checkpointBytes).toBe(await bytesOfOne());
  });

  it("restores a checkpoint after an edit of an earlier turn", async () => {
    const { read, add } = await reader();
    const [first, second] = [[...prompt], [...nextPrompt]];
    await read(first);
    await add([...words(300, 5), ...answer]);
    await read(second);
    await add(words(600, 6));
    const edited = [...first, ...answer, ...words(25, 7)];
    const { reused, next } = await read(edited);
    expect(reused).toBe(first.length);
    expect(await distanceFromFresh(next, edited)).toSatisfy(isNoise);
  });

  it("ignores checkpoints when the context has since held other tokens", async () => {
    const { live, read, add } = await reader();
    await read(prompt);
    await add(words(400, 2));
    // A prompt with the same beginning is evaluated halfway, and another one continues from there.
    const half = prompt.slice(0, 250);
    expect(await live.prepare([...half, ...words(300, 8)], 550)).toBe(0);
    await add(half);
    await read([...half, ...words(300, 9)]);
    const { reused, next } = await read([...prompt, 99]);
    expect(reused).toBeLessThanOrEqual(half.length);
    expect(await distanceFromFresh(next, [...prompt, 99])).toSatisfy(isNoise);
  });

  it("keeps checkpoints within the memory limit, dropping the oldest first", async () => {
    const bytes = 2.5 * (await bytesOfOne());
    const { live, read, add } = await reader({ checkpoints: { count: 32, bytes } });
    let history: readonly number[] = [];
    for (let turn = 1; turn <= 5; turn++) {
      history = [...history, ...words(150, turn)];
      await read(history);
      await add(words(300, 50 + turn));
      expect(live.checkpointBytes).toBeLessThanOrEqual(bytes);
    }
    expect((await read([...history, 99])).reused).toBe(750);
    expect((await read([...history.slice(0, 600), 98])).reused).toBe(600);
    expect((await read([...history.slice(0, 300), 97])).reused).toBe(0);
  });

  it.each([
    { count: 0, bytes: 1e9 },
    { count: 9, bytes: 1000 },
  ])("works without checkpoints: %o", async (checkpoints) => {
    const { live, read, add } = await reader({ checkpoints });
    await read(prompt);
    await add(words(700, 2));
    expect(live.checkpointBytes).toBe(0);
    const { reused, next } = await read(nextPrompt);
    expect(reused).toBe(0);
    expect(await distanceFromFresh(next, nextPrompt)).toSatisfy(isNoise);
  });

  async function bytesOfOne(): Promise<number> {
    const { live, read, add } = await reader();
    await read(prompt);
    await add([1]);
    return live.checkpointBytes;
  }
});

describe("parked contexts of other chats", () => {
  const [tea, coffee] = [words(600, 1), words(700, 2)];
  const reasoning = words(300, 3);

  it("saves and restores the context of another chat", async () => {
    const { read, add, live } = await reader({ parking });
    await read(tea);
    await add(reasoning);
    await read(coffee);
    await add(reasoning);
    const backAtTea = [...tea, ...words(20, 4)];
    const again = await read(backAtTea);
    expect(again.reused).toBe(tea.length);
    expect(await distanceFromFresh(again.next, backAtTea)).toSatisfy(isNoise);
    await add(reasoning);
    expect((await read([...coffee, 99])).reused).toBe(coffee.length);
    await live.dispose();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("saves the reply too when it has no reasoning", async () => {
    const { read, add, live } = await reader({ parking });
    await read(tea);
    await add(words(280, 5));
    live.keepReply();
    await read(coffee);
    expect((await read([...tea, ...words(280, 5), 99])).reused).toBe(tea.length + 280);
  });

  it("does not save the context for another reply in the same chat", async () => {
    const { read, add } = await reader({ parking });
    await read(tea);
    await add(words(1000, 5));
    await read(tea);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves a chat for what may be asked next only where its context is kept, and no other one has to go", async () => {
    const beginning = words(400, 6);
    const { read, live, add } = await reader({ parking: { ...parking, count: 1 } });
    await read(tea);
    await add(reasoning);
    expect(await live.prepareAhead(beginning, null)).toBe(0);
    expect(live.usedTokens).toBe(0);
    await add(beginning);
    expect(await live.prepareAhead(beginning, null)).toBe(beginning.length);
    // Its file is the only one there may be, and it has to be read as well.
    await read(coffee);
    expect(await live.prepareAhead(beginning, null)).toBeNull();
    expect((await read([...coffee, 99])).reused).toBe(coffee.length);
  });

  it("does not leave the context of a paused generation", async () => {
    const { read, live } = await reader({ parking });
    await read(tea);
    live.hold();
    expect(await live.prepareAhead(coffee, null)).toBeNull();
    expect(live.usedTokens).toBe(tea.length);
  });

  it.each([
    ["there is no folder", { ...parking, folder: join(folder, "gone") }],
    ["the disk is full", { ...parking, reserveBytes: 1e18 }],
    ["they are too large", { ...parking, bytes: 100_000 }],
    ["parking is limited to none", { ...parking, count: 0 }],
  ])("evaluates the prompt again when %s", async (_, place) => {
    const { read, add } = await reader({ parking: place });
    await read(tea);
    await add(reasoning);
    await read(coffee);
    const { reused, next } = await read([...tea, 99]);
    expect(reused).toBe(0);
    expect(await distanceFromFresh(next, [...tea, 99])).toSatisfy(isNoise);
  });

  it("evaluates the prompt again when the file is missing", async () => {
    const { read, add } = await reader({ parking });
    await read(tea);
    await add(reasoning);
    await read(coffee);
    for (const name of readdirSync(folder)) {
      rmSync(join(folder, name));
    }
    const { reused, next } = await read([...tea, 99]);
    expect(reused).toBe(0);
    expect(await distanceFromFresh(next, [...tea, 99])).toSatisfy(isNoise);
  });

  it("keeps a parked context when another chat's rewind fails", async () => {
    const { native, read, add } = await reader({ parking: { ...parking, count: 1 } });
    await read(tea);
    await add(reasoning);
    await read(coffee);
    await add([1]);
    // Before it is parked, the context is cut to the prompt.
    vi.spyOn(native, "forgetFrom").mockReturnValue(false);
    await read(words(400, 70));
    vi.restoreAllMocks();
    expect(readdirSync(folder)).toHaveLength(1);
    expect((await read([...tea, 99])).reused).toBe(tea.length);
  });

  it("keeps parked contexts within the limit, dropping the least recent first", async () => {
    const { read, add } = await reader({ parking: { ...parking, count: 2 } });
    for (let chat = 1; chat <= 4; chat++) {
      await read(words(500, 60 + chat));
      await add(reasoning);
    }
    expect(readdirSync(folder)).toHaveLength(2);
    expect((await read([...words(500, 62), 99])).reused).toBe(500);
    expect((await read([...words(500, 61), 99])).reused).toBe(0);
  });
});

describe("random edits of random chats", () => {
  it.each(["dense", "per-layer", "mixture", "dense-q8", "dense-q4"] as const)(
    "gives the same logits as a fresh context, on %s",
    { timeout: 300_000 },
    async (name) => {
      const other = await llama.loadModel({ modelPath: await fixtureModel(name) });
      const [live, compared] = [await newReader(other, { parking }), await newReader(other)];
      opened.push(other, live, compared);
      const most = maxOrderNoise(name) * (await orderNoise(compared)) + splitNoise;
      const random = seededRandom(7);
      const pick = (below: number) => Math.floor(random.below(below));
      await expectFreshAnswers(live, compared, new RandomChats(pick, 3), { steps: 24, most, pick });
    },
  );
});
