import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Message } from "../../shared/chat/message.ts";
import type { MessagePart } from "../../shared/chat/message-part.ts";
import { MediaStore } from "../media/media-store.ts";
import { buildPrompt } from "./prompt-builder.ts";
import { messageWith, textPart } from "../../tests/fixtures/message-parts.ts";

let folder: string;
let media: MediaStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "facet-prompt-"));
  media = new MediaStore(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const seeing = { media: { sees: true, hears: true, problem: null }, callsTools: true };
const base = { id: "p", status: "complete" } as const;

const message = (id: string, role: Message["role"], text: string): Message =>
  messageWith({ id, role, parts: [textPart(text)] });

const branch = [
  message("q1", "user", "Hi"),
  message("a1", "assistant", "Hello"),
  message("q2", "user", "Oslo?"),
];

describe("buildPrompt", () => {
  it("gives the system prompt and the turns of the branch, and the message each turn begins with", () => {
    const built = buildPrompt({ systemPrompt: "Be brief", branch, writtenParts: [] }, media, seeing);
    expect(built).toEqual({
      prompt: {
        systemPrompt: "Be brief",
        turns: [
          { role: "user", text: "Hi" },
          { role: "assistant", text: "Hello" },
          { role: "user", text: "Oslo?" },
        ],
        startsAt: 0,
      },
      messageIds: ["q1", "a1", "q2"],
    });
  });

  it("continues a reply that has parts already: reasoning, text, call and result in their order", () => {
    const writtenParts: MessagePart[] = [
      { ...base, type: "reasoning", text: "Look it up.", durationMs: 5 },
      { ...base, type: "text", text: "One moment." },
      {
        ...base,
        type: "tool-call",
        callId: "1",
        name: "weather",
        arguments: { city: "Oslo" },
        approval: "allowed",
        state: "done",
        durationMs: 3,
      },
      { ...base, type: "tool-result", callId: "1", name: "weather", text: "4 °C", isError: false },
      { ...base, type: "source", title: "Met", url: "https://example.org", excerpt: null },
    ];
    const { prompt } = buildPrompt({ systemPrompt: "", branch, writtenParts }, media, seeing);
    expect(prompt.turns.at(-1)).toEqual({
      role: "assistant",
      text: "",
      steps: [
        { type: "reasoning", text: "Look it up." },
        { type: "text", text: "One moment." },
        { type: "tool-call", name: "weather", arguments: { city: "Oslo" } },
        { type: "tool-result", name: "weather", text: "4 °C" },
      ],
    });
  });
});
