import { copyFileSync, mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { plainOptions } from "../../../tests/fixtures/generate-request.ts";
import { fixtureModel } from "../../../tests/fixtures/models.ts";
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

async function start(): Promise<void> {
  prepareKeptFolder(keptFolder);
  engine = new EngineClient(forkEngine(join(import.meta.dirname, "host/main.ts")), join(folder, "scratch"));
  engine.keepContexts({ folder: keptFolder, budgetBytes: 1e9 });
  await engine.load(load, () => undefined);
}

async function restart(): Promise<void> {
  await engine.dispose();
  await start();
}

let runs = 0;
const question = `${"A long letter about tea. ".repeat(40)}`;

/** The first or the second turn of a chat. @returns its answer, and how many tokens were reused */
async function ask(owner: string, answer: string | null) {
  let text = "";
  const turns =
    answer === null
      ? ([{ role: "user", text: question }] as const)
      : ([
          { role: "user", text: question },
          { role: "assistant", text: answer },
          { role: "user", text: "And coffee?" },
        ] as const);
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

const keptFiles = () => readdirSync(keptFolder).filter((name) => name.endsWith(".kept"));

describe("what the engine keeps of chats", () => {
  it("lets a chat go on after the engine ended, with hardly a token read twice", async () => {
    await start();
    const first = await ask("chat", null);
    await restart();
    const second = await ask("chat", first.text);
    expect(first.promptTokens).toBeGreaterThan(300);
    expect(second.reusedTokens).toBeGreaterThanOrEqual(first.promptTokens - 10);
  });

  it("is written a moment after a reply, so that a killed engine loses nothing", async () => {
    await start();
    await ask("chat", null);
    await vi.waitFor(() => expect(keptFiles()).toHaveLength(1), { timeout: 20_000 });
  });

  it("is not used after the model's file changed", async () => {
    await start();
    const first = await ask("chat", null);
    await engine.dispose();
    expect(keptFiles()).toHaveLength(1);
    utimesSync(modelPath, 1, 1);
    await start();
    expect((await ask("chat", first.text)).reusedTokens).toBe(0);
  });

  it("is deleted with the chat, and not written after that", async () => {
    await start();
    await ask("chat", null);
    await ask("other", null);
    engine.forgetContexts(["chat", "other"]);
    await engine.dispose();
    expect(keptFiles()).toEqual([]);
  });
});
