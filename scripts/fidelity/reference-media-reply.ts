import type { FidelityConversation, FidelityMessage } from "../../tests/fixtures/fidelity/conversations.ts";
import type { RecordedReply } from "../../tests/fixtures/fidelity/recorded-replies.ts";
import type { SampleMedium } from "../../tests/fixtures/fidelity/sample-media.ts";
import { pngOf } from "../../tests/fixtures/png-pixels.ts";
import { wavOf } from "../../tests/fixtures/wav-samples.ts";
import { complete } from "./completion.ts";
import type { Ask } from "./llama-server.ts";

/**
 * Has the reference reply in a conversation with media, as its chat endpoint would. The server's batches end
 * where the engine's do: before and after a medium, and where the part ends that the next turn's prompt will
 * share. The texts are too short for a batch to end within them.
 */
export async function referenceMediaReplies(
  ask: Ask,
  mark: string,
  conversation: FidelityConversation,
  mostTokens: number,
): Promise<readonly RecordedReply[]> {
  const replies: RecordedReply[] = [];
  const messages: Message[] = [];
  const media: string[] = [];
  let earlier: readonly string[] = [];
  const render = async (all: readonly Message[]) => {
    const system = { role: "system", content: conversation.systemPrompt };
    const { prompt } = await ask<{ prompt: string }>("apply-template", {
      messages: conversation.systemPrompt === "" ? all : [system, ...all],
      chat_template_kwargs: { enable_thinking: conversation.thinking },
    });
    return prompt;
  };
  for (const message of conversation.messages) {
    const encoded = await Promise.all(message.media.map(base64Of));
    media.push(...encoded);
    messages.push({ role: "user", content: contentOf(message, encoded) });
    const prompt = await render(messages);
    const next = await render([...messages, ...anyExchange]);
    const lasting = sharedStart(prompt, next);
    const texts = [...new Set([...earlier, lasting, prompt])];
    const prompts = texts.map((text) => ({
      prompt_string: text,
      multimodal_data: media.slice(0, text.split(mark).length - 1),
    }));
    const reply = await complete(ask, prompts, mostTokens);
    replies.push(reply);
    messages.push({ role: "assistant", content: reply.said });
    earlier = [...new Set([...earlier, lasting])];
  }
  return replies;
}

interface Message {
  readonly role: string;
  readonly content: string | readonly object[];
}

const anyExchange: readonly Message[] = [
  { role: "assistant", content: "." },
  { role: "user", content: "." },
];

function contentOf({ text, media }: FidelityMessage, encoded: readonly string[]): Message["content"] {
  const parts = media.map(({ kind }, i) =>
    kind === "image"
      ? { type: "image_url", image_url: { url: `data:image/png;base64,${encoded[i] ?? ""}` } }
      : { type: "input_audio", input_audio: { data: encoded[i], format: "wav" } },
  );
  return media.length === 0 ? text : [...parts, { type: "text", text }];
}

async function base64Of(medium: SampleMedium): Promise<string> {
  const bytes = medium.kind === "image" ? pngOf(await medium.pixels()) : wavOf(await medium.samples());
  return Buffer.from(bytes).toString("base64");
}

function sharedStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) {
    length++;
  }
  return a.slice(0, length);
}
