import { copyFileSync, mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { GenerateRequest, LoadRequest } from "../../../shared/inference/engine-protocol.ts";
import { describeWithAddon } from "../../../tests/fixtures/describe-with-addon.ts";
import { plainOptions } from "../../../tests/fixtures/generate-request.ts";
import { fixtureModel } from "../../../tests/fixtures/models.ts";
import { readPng } from "../../../tests/fixtures/png-pixels.ts";
import { storedImage } from "../../../tests/fixtures/stored-media.ts";
import { reader } from "../../../tests/fixtures/trained-models.ts";
import { EngineClient } from "./engine-client.ts";
import { forkEngine } from "./fork-engine.ts";
import { prepareKeptFolder } from "./kept/prepare-kept-folder.ts";

const folder = mkdtempSync(join(tmpdir(), "facet-keeping-"));
const keptFolder = join(folder, "contexts.noindex");
const modelPath = join(folder, "model.gguf");
const load = { modelId: "m", modelPath, contextLength: 4096 };
let engine: EngineClient;

beforeAll(async () => {
  copyFileSync(await fixtureModel("short-appends-nothing"), modelPath);
});
afterEach(async () => {
  await engine.dispose();
  rmSync(keptFolder, { recursive: true, force: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

async function start(request: LoadRequest = load): Promise<void> {
  prepareKeptFolder(keptFolder);
  engine = new EngineClient(forkEngine(join(import.meta.dirname, "host/main.ts")), join(folder, "scratch"));
  engine.keepContexts({ folder: keptFolder, budgetBytes: 1e9 });
  await engine.load(request, () => undefined);
}

let runs = 0;
const question = "A long letter about tea. ".repeat(40);

async function generate(owner: string, turns: GenerateRequest["turns"]) {
  let text = "";
  const request = {
    ...plainOptions,
    runId: `run ${++runs}`,
    systemPrompt: "",
    turns,
    maxTokens: null,
    owner,
  };
  const { stats } = await engine.generate(request, (event) => {
    if (event.type === "part-delta") text += event.text;
  });
  return { text, ...stats };
}

const begin = (owner: string) => generate(owner, [{ role: "user", text: question }]);
const goOn = (owner: string, answer: string) =>
  generate(owner, [
    { role: "user", text: question },
    { role: "assistant", text: answer },
    { role: "user", text: "And coffee?" },
  ]);

const keptFiles = () => readdirSync(keptFolder).filter((name) => name.endsWith(".kept"));

describe("what the engine keeps of chats", () => {
  it("lets a chat go on after the engine ended, with hardly a token read twice", async () => {
    await start();
    const first = await begin("chat");
    await engine.dispose();
    await start();
    const second = await goOn("chat", first.text);
    expect(first.promptTokens).toBeGreaterThan(300);
    expect(second.reusedTokens).toBeGreaterThanOrEqual(first.promptTokens - 10);
  });

  it("is written a moment after a reply, so that a killed engine loses nothing", async () => {
    await start();
    await begin("chat");
    await vi.waitFor(() => expect(keptFiles()).toHaveLength(1), { timeout: 20_000 });
  });

  it("is not used after the model's file changed", async () => {
    await start();
    const first = await begin("chat");
    await engine.dispose();
    expect(keptFiles()).toHaveLength(1);
    utimesSync(modelPath, 1, 1);
    await start();
    expect((await goOn("chat", first.text)).reusedTokens).toBe(0);
  });

  it("is deleted with the chat, and not written after that", async () => {
    await start();
    await begin("chat");
    await begin("other");
    engine.forgetContexts(["chat", "other"]);
    await engine.dispose();
    expect(keptFiles()).toEqual([]);
  });
});

describeWithAddon("embeddings of media that the engine keeps", () => {
  const projectorPath = join(folder, "projector.gguf");
  const sees = { modelId: "r", modelPath: reader.modelPath, projectorPath, contextLength: null };

  it("serve another chat after a restart, until the projector's file changed", async () => {
    copyFileSync(reader.projectorPath, projectorPath);
    const [sample] = reader.samples;
    const picture = await storedImage(folder, await readPng(sample?.path ?? ""));
    const turns = [{ role: "user", text: "What is it?", media: [picture] }] as const;
    await start(sees);
    expect((await generate("chat", turns)).text).toBe(sample?.json);
    await engine.dispose();
    // Without its bytes, the picture cannot be encoded again.
    rmSync(picture.path);
    await start(sees);
    expect((await generate("another chat", turns)).text).toBe(sample?.json);
    engine.forgetContexts(["chat"]);
    await engine.dispose();
    expect(keptFiles()).toHaveLength(1);
    utimesSync(projectorPath, 1, 1);
    await start(sees);
    await expect(generate("chat", turns)).rejects.toMatchObject({ code: "media-missing" });
    engine.forgetContexts(["another chat"]);
    await engine.dispose();
    expect(keptFiles()).toEqual([]);
  });
});
