import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openChatFixture, type ChatFixture } from "../../tests/fixtures/chat-fixture.ts";

const minute = 60_000;
let ground: ChatFixture;

beforeEach(async () => {
  ground = await openChatFixture();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});

afterEach(async () => {
  ground.idleUnloader.dispose();
  vi.useRealTimers();
  await ground.dispose();
});

const pass = (minutes: number) => vi.advanceTimersByTimeAsync(minutes * minute);

describe("an idle model", () => {
  it("is unloaded after the configured time and reloaded for the next message", async () => {
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

  it("stays loaded during a reply of any length; the time restarts after it", async () => {
    ground.send("Hello");
    await pass(90);
    expect(ground.loader.state.type).toBe("ready");
    ground.engine.current.end();
    await pass(29);
    expect(ground.loader.state.type).toBe("ready");
    await pass(2);
    expect(ground.loader.state).toEqual({ type: "idle" });
  });

  it("is unloaded by a shorter time that is configured while it is idle", async () => {
    await ground.modelChoice.select("a.gguf");
    await pass(10);
    ground.settings.remember({ unloadAfterMinutes: 5 });
    await pass(6);
    expect(ground.loader.state).toEqual({ type: "idle" });
  });

  it("is never unloaded when that is configured", async () => {
    ground.settings.remember({ unloadAfterMinutes: null });
    await ground.modelChoice.select("a.gguf");
    await pass(24 * 60);
    expect(ground.loader.state.type).toBe("ready");
  });
});
