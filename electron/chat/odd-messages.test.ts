import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openChatFixture, type ChatFixture } from "../../tests/fixtures/chat-fixture.ts";
import { textOf } from "../../shared/chat/message.ts";
import { routes } from "../../shared/ipc/contract.ts";

let ground: ChatFixture;
beforeEach(async () => {
  ground = await openChatFixture();
});
afterEach(() => ground.dispose());

/** Sends a message; returns the stored text and the text in the prompt. */
async function exchange(text: string) {
  const { userMessageId, runId, conversation } = ground.send(text);
  await ground.settle();
  const asked = ground.engine.current.request.turns.at(-1)?.text;
  ground.chat.stop(runId);
  ground.engine.current.end("stopped");
  await ground.settle();
  return { conversation, asked, stored: textOf(ground.store.messages.get(userMessageId ?? "")) };
}

const odd: readonly (readonly [name: string, text: string])[] = [
  ["emoji of several code points", "👩‍👩‍👧‍👦 👍🏽 🏳️‍🌈 🇫🇷 1️⃣"],
  ["scripts of both directions", "שלום, مرحبا, Привет, नमस्ते, 你好, สวัสดี, ᚠᛇᚻ, 𓂀"],
  ["controls of direction", "a\u202Eb\u2066c\u2069\u200Fd"],
  ["combining marks, composed and not", "e\u0301 é Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L"],
  ["control characters", "nul\u0000 bell\u0007 escape\u001b delete\u007f next\u0085 end"],
  ["noncharacters and unassigned planes", "\uFFFE \uFFFF \u{50000} \u{10FFFF} \uE000"],
  ["invisible signs", "zero\u200bwidth \ufeffmark\u2028line\u2029paragraph\r\nwindows"],
];

describe("an unusual message", () => {
  it.each(odd)("of %s is stored, sent to the model and found unchanged", async (_, text) => {
    const { stored, asked, conversation } = await exchange(`needle ${text}`);
    expect(stored).toBe(`needle ${text}`);
    expect(asked).toBe(`needle ${text}`);
    expect(conversation.title.isWellFormed()).toBe(true);
    expect(ground.search.find("needle")).toHaveLength(1);
  });

  it("of arbitrary characters is read from disk unchanged", async () => {
    const texts = fc.string({ unit: "binary", minLength: 1, maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(texts, async (raw) => {
        const text = `.${raw.toWellFormed()}`;
        expect((await exchange(text)).stored).toBe(text);
      }),
      { numRuns: 40 },
    );
  });

  it("with an unpaired surrogate gets U+FFFD in its place when the request is parsed", () => {
    const parsed = routes["chat.edit"].input.parse({ messageId: "m", text: "a\uD83Db" });
    expect(parsed.text).toBe("a\uFFFDb");
    const rename = { conversationId: "c", title: " \uDE00 " };
    expect(routes["conversations.rename"].input.parse(rename).title).toBe("\uFFFD");
  });

  it("of a million characters is stored, found and sent to the model in full", async () => {
    const text = "The rain kept falling. ".repeat(43_479);
    const { stored, asked, conversation } = await exchange(text);
    expect(stored === text && asked === text).toBe(true);
    expect(conversation.title.length).toBeLessThan(100);
    expect(ground.search.find("kept falling")).toHaveLength(1);
  });

  it.each(["", " ", "\n\t ", "\u3000\u00a0"])(
    "of nothing but white space (%j) is rejected and creates no chat",
    (text) => {
      expect(() => ground.send(text)).toThrow("nothing to send");
      expect(ground.store.list()).toEqual([]);
    },
  );
});
