import { afterEach, beforeEach, expect, it } from "vitest";
import { openChatFixture, type ChatFixture } from "../../tests/fixtures/chat-fixture.ts";

let ground: ChatFixture;
beforeEach(async () => {
  ground = await openChatFixture();
});
afterEach(() => ground.dispose());

/** The number of bytes published per token for a reply of this many tokens. */
async function bytesPerToken(tokens: number): Promise<number> {
  const { runId } = ground.send("Go on");
  await ground.settle();
  ground.takeEvents();
  for (let i = 0; i < tokens; i++) {
    ground.engine.current.say("word ");
    // Stored this often in between.
    if (i % 500 === 0) await ground.settle();
  }
  await ground.settle();
  const published = ground.takeEvents();
  ground.chat.stop(runId);
  ground.engine.current.end("stopped");
  await ground.settle();
  return published.reduce((sum, message) => sum + JSON.stringify(message).length, 0) / tokens;
}

it("a long reply publishes no more bytes per token than a short one", { timeout: 120_000 }, async () => {
  const [short, long] = [await bytesPerToken(100), await bytesPerToken(20_000)];
  expect(long).toBeLessThan(short * 1.1);
});
