import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ComparedModel } from "../../../../../tests/fixtures/compared-model.ts";
import { words } from "../../../../../tests/fixtures/context-reader.ts";

let compared: ComparedModel;

beforeAll(async () => {
  compared = await ComparedModel.open();
});
afterEach(() => compared.closeReaders());
afterAll(() => compared.dispose());

const isNoise = (value: number) => value < compared.noise;

describe("checkpoints", () => {
  const prompt = words(500, 1);
  const answer = words(30, 3);
  const nextPrompt = [...prompt, ...answer, ...words(10, 4)];

  it("reuses the whole prompt after reasoning of any length is dropped", async () => {
    const { read, add } = await compared.reader();
    await read(prompt);
    await add([...words(700, 2), ...answer]);
    const { reused, next } = await read(nextPrompt);
    expect(reused).toBe(prompt.length);
    expect(await compared.distanceFromFresh(next, nextPrompt)).toSatisfy(isNoise);
  });

  it("reuses the prompt after an empty thought at its end is dropped", async () => {
    const { read, add } = await compared.reader();
    await read([...prompt, 20, 21, 22], prompt.length);
    await add([...words(700, 2)]);
    const { reused, next } = await read(nextPrompt, nextPrompt.length);
    expect(reused).toBe(prompt.length);
    expect(await compared.distanceFromFresh(next, nextPrompt)).toSatisfy(isNoise);
  });

  it("evaluates one token for each further reply to the same prompt", async () => {
    const { read, add, live } = await compared.reader();
    await read(prompt);
    for (let reply = 1; reply <= 4; reply++) {
      await add(words(400, 20 + reply));
      const { reused, next } = await read(prompt);
      expect(reused).toBe(prompt.length - 1);
      expect(await compared.distanceFromFresh(next, prompt)).toSatisfy(isNoise);
    }
    await add(words(400, 30));
    // The existing checkpoint is reused; no other one is taken.
    expect(live.checkpointBytes).toBe(await bytesOfOne());
  });

  it("restores a checkpoint after an edit of an earlier turn", async () => {
    const { read, add } = await compared.reader();
    const [first, second] = [[...prompt], [...nextPrompt]];
    await read(first);
    await add([...words(300, 5), ...answer]);
    await read(second);
    await add(words(600, 6));
    const edited = [...first, ...answer, ...words(25, 7)];
    const { reused, next } = await read(edited);
    expect(reused).toBe(first.length);
    expect(await compared.distanceFromFresh(next, edited)).toSatisfy(isNoise);
  });

  it("ignores checkpoints when the context has since held other tokens", async () => {
    const { live, read, add } = await compared.reader();
    await read(prompt);
    await add(words(400, 2));
    // A prompt with the same beginning is evaluated halfway, and another one continues from there.
    const half = prompt.slice(0, 250);
    expect(await live.prepare([...half, ...words(300, 8)], 550)).toBe(0);
    await add(half);
    await read([...half, ...words(300, 9)]);
    const { reused, next } = await read([...prompt, 99]);
    expect(reused).toBeLessThanOrEqual(half.length);
    expect(await compared.distanceFromFresh(next, [...prompt, 99])).toSatisfy(isNoise);
  });

  it("keeps checkpoints within the memory limit, dropping the oldest first", async () => {
    const bytes = 2.5 * (await bytesOfOne());
    const { live, read, add } = await compared.reader({ checkpoints: { count: 32, bytes } });
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
    const { live, read, add } = await compared.reader({ checkpoints });
    await read(prompt);
    await add(words(700, 2));
    expect(live.checkpointBytes).toBe(0);
    const { reused, next } = await read(nextPrompt);
    expect(reused).toBe(0);
    expect(await compared.distanceFromFresh(next, nextPrompt)).toSatisfy(isNoise);
  });

  async function bytesOfOne(): Promise<number> {
    const { live, read, add } = await compared.reader();
    await read(prompt);
    await add([1]);
    return live.checkpointBytes;
  }
});
