import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { TurnMedia } from "../../shared/inference/prompt-turn.ts";
import { fixtureModel, fixtureProjector } from "../fixtures/models.ts";
import { realVocabulary } from "../fixtures/real-vocab.ts";
import { llamaServerPath, serveModel } from "../fixtures/servers/llama-server-process.ts";
import { openRemote } from "../fixtures/servers/open-remote-model.ts";
import { shortAnswer, shortThought } from "../fixtures/texts.ts";
import { describeChatModel } from "./chat-model-contract.ts";
import { collect, promptOf } from "./collect-generation.ts";

describe.runIf(llamaServerPath !== undefined)("with a real program", () => {
  const path = llamaServerPath ?? "";

  /** Starts the server with a scripted model. */
  async function open(args: readonly string[], cleanUp: () => Promise<void> = async () => undefined) {
    const server = await serveModel(path, await fixtureModel("short"), args);
    const remote = await openRemote(server.url);
    return {
      model: await remote.model(),
      answer: shortAnswer,
      reasoning: shortThought,
      ignoresBudget: true as const,
      async dispose() {
        await remote.dispose();
        await server.close();
        await cleanUp();
      },
    };
  }

  // The server does not recognise the template of our models, and leaves reasoning in the content.
  describeChatModel("of a real llama-server without a reasoning parser", () => open([]));

  describeChatModel("of a real llama-server with Gemma's template", async () => {
    const folder = await mkdtemp(join(tmpdir(), "facet-template-"));
    const template = (await realVocabulary()).metadata["tokenizer.chat_template"];
    if (template?.type !== "string") throw new Error("The vocabulary has no chat template");
    await writeFile(join(folder, "gemma.jinja"), template.value);
    return open(["--chat-template-file", join(folder, "gemma.jinja")], () => rm(folder, { recursive: true }));
  });

  it("sends images and clips that llama-server decodes", async () => {
    const folder = await mkdtemp(join(tmpdir(), "facet-media-"));
    const projector = await fixtureProjector("gemma4uv-gemma4ua");
    const server = await serveModel(path, await fixtureModel("babbling-dense"), ["--mmproj", projector]);
    const remote = await openRemote(server.url);
    const image: TurnMedia = {
      kind: "image",
      hash: "",
      widthPx: 96,
      heightPx: 48,
      path: join(folder, "image"),
    };
    const clip: TurnMedia = { kind: "audio", hash: "", sampleCount: 16_000, path: join(folder, "clip") };
    await writeFile(image.path, Buffer.alloc(96 * 48 * 3, 128));
    await writeFile(clip.path, Buffer.alloc(16_000 * 4));
    const model = await remote.model();
    expect(model.info.media).toMatchObject({ sees: true, hears: true });
    const promptTokens = async (media?: readonly TurnMedia[]) => {
      const prompt = {
        systemPrompt: "",
        turns: [{ role: "user" as const, text: "a tea", ...(media && { media }) }],
      };
      const { result } = await collect(model, prompt, { maxTokens: 4 });
      expect((await model.countTokens(prompt, false)).isExact).toBe(true);
      return result.stats.promptTokens;
    };
    const text = await promptTokens();
    expect(await promptTokens([image])).toBeGreaterThan(text + 1);
    expect(await promptTokens([clip])).toBeGreaterThan(text + 20);
    await remote.dispose();
    await server.close();
    await rm(folder, { recursive: true });
  });

  it("answers with the oldest exchanges left out where a chat outgrows the context", async () => {
    const server = await serveModel(path, await fixtureModel("short"), []);
    const remote = await openRemote(server.url);
    const model = await remote.model();
    expect(model.info.contextSizeTokens).toBe(2048);
    const turns = Array.from({ length: 21 }, (_, index) => ({
      role: index % 2 === 0 ? ("user" as const) : ("assistant" as const),
      text: "one of the many words of this chat, ".repeat(6),
    }));
    const { parts, result } = await collect(model, { ...promptOf(""), turns });
    expect(parts[0]?.text).toBe(shortAnswer);
    expect(result.startsAt).toBeGreaterThan(0);
    expect(result.stats.promptTokens).toBeLessThan(2048);
    await remote.dispose();
    await server.close();
  });
});
