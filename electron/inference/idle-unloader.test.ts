import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openChatGround, type ChatGround } from "../../tests/fixtures/chat-ground.ts";

const minute = 60_000;
let ground: ChatGround;

beforeEach(async () => {
  ground = await openChatGround();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});

afterEach(async () => {
  ground.idleUnloader.dispose();
  vi.useRealTimers();
  await ground.dispose();
});

const pass = (minutes: number) => vi.advanceTimersByTimeAsync(minutes * minute);

describe("a model that nobody uses", () => {
  it("leaves memory after the time that is set, and comes back with the next message", async () => {
    await ground.modelChoice.select("a.gguf");
    await pass(29);
    expect(ground.loader.state.type).toBe("ready");
    await pass(2);
    expect(ground.loader.state).toEqual({ type: "idle" });
    expect(ground.engine.loaded).toBeNull();
    ground.send("Hello");
    await pass(0);
    expect(ground.engine.loads).toHaveLength(2);
  });

  it("stays while a reply is written, however long that takes, and the time begins anew after it", async () => {
    ground.send("Hello");
    await pass(90);
    expect(ground.loader.state.type).toBe("ready");
    ground.engine.current.end();
    await pass(29);
    expect(ground.loader.state.type).toBe("ready");
    await pass(2);
    expect(ground.loader.state).toEqual({ type: "idle" });
  });

  it("stays for good where that is set", async () => {
    ground.settings.remember({ unloadAfterMinutes: null });
    await ground.modelChoice.select("a.gguf");
    await pass(24 * 60);
    expect(ground.loader.state.type).toBe("ready");
  });
});
