import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { ComparedModel } from "../../../../../tests/fixtures/compared-model.ts";
import { words } from "../../../../../tests/fixtures/context-reader.ts";
import { parkingIn } from "../../../../../tests/fixtures/parking-in.ts";

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

const isNoise = (value: number) => value < compared.noise;

const parking = parkingIn(folder);

describe("parked contexts of other chats", () => {
  const [tea, coffee] = [words(600, 1), words(700, 2)];
  const reasoning = words(300, 3);

  it("saves and restores the context of another chat", async () => {
    const { read, add, live } = await compared.reader({ parking });
    await read(tea);
    await add(reasoning);
    await read(coffee);
    await add(reasoning);
    const backAtTea = [...tea, ...words(20, 4)];
    const again = await read(backAtTea);
    expect(again.reused).toBe(tea.length);
    expect(await compared.distanceFromFresh(again.next, backAtTea)).toSatisfy(isNoise);
    await add(reasoning);
    expect((await read([...coffee, 99])).reused).toBe(coffee.length);
    await live.dispose();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("saves the reply too when it has no reasoning", async () => {
    const { read, add, live } = await compared.reader({ parking });
    await read(tea);
    await add(words(280, 5));
    live.turn.keepReply();
    await read(coffee);
    expect((await read([...tea, ...words(280, 5), 99])).reused).toBe(tea.length + 280);
  });

  it("does not save the context for another reply in the same chat", async () => {
    const { read, add } = await compared.reader({ parking });
    await read(tea);
    await add(words(1000, 5));
    await read(tea);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves a chat for what may be asked next only where its context is kept, and no other one has to go", async () => {
    const beginning = words(400, 6);
    const { read, live, add } = await compared.reader({ parking: { ...parking, count: 1 } });
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
    const { read, live } = await compared.reader({ parking });
    await read(tea);
    live.turn.hold();
    expect(await live.prepareAhead(coffee, null)).toBeNull();
    expect(live.usedTokens).toBe(tea.length);
  });

  it.each([
    ["there is no folder", { ...parking, folder: join(folder, "gone") }],
    ["the disk is full", { ...parking, reserveBytes: 1e18 }],
    ["they are too large", { ...parking, bytes: 100_000 }],
    ["parking is limited to none", { ...parking, count: 0 }],
  ])("evaluates the prompt again when %s", async (_, place) => {
    const { read, add } = await compared.reader({ parking: place });
    await read(tea);
    await add(reasoning);
    await read(coffee);
    const { reused, next } = await read([...tea, 99]);
    expect(reused).toBe(0);
    expect(await compared.distanceFromFresh(next, [...tea, 99])).toSatisfy(isNoise);
  });

  it("evaluates the prompt again when the file is missing", async () => {
    const { read, add } = await compared.reader({ parking });
    await read(tea);
    await add(reasoning);
    await read(coffee);
    for (const name of readdirSync(folder)) {
      rmSync(join(folder, name));
    }
    const { reused, next } = await read([...tea, 99]);
    expect(reused).toBe(0);
    expect(await compared.distanceFromFresh(next, [...tea, 99])).toSatisfy(isNoise);
  });

  it("keeps a parked context when another chat's rewind fails", async () => {
    const { native, read, add } = await compared.reader({ parking: { ...parking, count: 1 } });
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
    const { read, add } = await compared.reader({ parking: { ...parking, count: 2 } });
    for (let chat = 1; chat <= 4; chat++) {
      await read(words(500, 60 + chat));
      await add(reasoning);
    }
    expect(readdirSync(folder)).toHaveLength(2);
    expect((await read([...words(500, 62), 99])).reused).toBe(500);
    expect((await read([...words(500, 61), 99])).reused).toBe(0);
  });
});
