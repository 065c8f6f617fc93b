import { afterEach, beforeEach, expect, it } from "vitest";
import { openChatGround, type ChatGround } from "../../tests/fixtures/chat-ground.ts";

let ground: ChatGround;
beforeEach(async () => {
  ground = await openChatGround();
});
afterEach(() => ground.dispose());

/** Bytes that pages are told in a reply of so many tokens, for each of them. */
async function bytesPerToken(tokens: number): Promise<number> {
  const { runId } = ground.send("Go on");
  await ground.settle();
  ground.takeEvents();
  for (let i = 0; i < tokens; i++) {
    ground.engine.current.say("word ");
    // As often as it is written to the disk in between.
    if (i % 500 === 0) await ground.settle();
  }
  const told = ground.takeEvents();
  ground.chat.stop(runId);
  ground.engine.current.end("stopped");
  await ground.settle();
  return told.reduce((sum, message) => sum + JSON.stringify(message).length, 0) / tokens;
}

it("a long reply costs the pages no more for each token than a short one", { timeout: 120_000 }, async () => {
  const [short, long] = [await bytesPerToken(100), await bytesPerToken(20_000)];
  expect(long).toBeLessThan(short * 1.1);
});
