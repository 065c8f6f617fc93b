import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { TurnMedia } from "../../shared/inference/prompt-turn.ts";
import { audioSampleRate } from "../../shared/media/audio-tokens.ts";
import { checkReceipt } from "../../shared/receipts/check-receipt.ts";
import { readReceipt } from "../../shared/receipts/read-receipt.ts";
import { createClipSplitter } from "../../shared/speech/clip-splitter.ts";
import { readReceiptTask } from "../../shared/tasks/read-receipt.ts";
import type { Task } from "../../shared/tasks/task.ts";
import { transcribeTask } from "../../shared/tasks/transcribe.ts";
import { describeWithAddon } from "../../tests/fixtures/describe-with-addon.ts";
import { readPng, upsideDown } from "../../tests/fixtures/png-pixels.ts";
import { storedClip, storedImage } from "../../tests/fixtures/stored-media.ts";
import { listener, reader, type TrainedModel } from "../../tests/fixtures/trained-models.ts";
import { readWav } from "../../tests/fixtures/wav-samples.ts";
import { EngineClient } from "../inference/local/engine-client.ts";
import { forkEngine } from "../inference/local/fork-engine.ts";

let client: EngineClient;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-tasks-"));
  client = new EngineClient(
    forkEngine(join(import.meta.dirname, "../inference/local/host/main.ts")),
    join(folder, "scratch"),
  );
});
afterAll(async () => {
  await client.dispose();
  await rm(folder, { recursive: true });
});

async function load({ modelPath, projectorPath }: TrainedModel<unknown, unknown>) {
  await client.load({ modelId: modelPath, modelPath, projectorPath, contextLength: null }, () => null);
}

let runs = 0;

/** Sends a task's prompt as the page does. */
async function answerTo({ prompt, settings }: Task, medium: TurnMedia): Promise<string> {
  let said = "";
  const { thinking = true, temperature = 1, maxTokens = null, jsonSchema } = settings;
  await client.generate(
    {
      runId: `run ${++runs}`,
      systemPrompt: "",
      turns: [{ role: "user", text: prompt.en({ spoken: null, target: "en" }), media: [medium] }],
      thinking,
      sampling: { temperature, topP: 0.95, topK: 64, seed: null },
      maxTokens,
      ...(jsonSchema && { jsonSchema }),
    },
    (event) => {
      if (event.type === "part-delta") said += event.text;
    },
  );
  return said;
}

describeWithAddon("reading a receipt with a vision model and the schema of the task", () => {
  beforeAll(() => load(reader));

  it("returns the exact receipt, whose items agree with its total", async () => {
    for (const { path, json } of reader.samples) {
      const answer = await answerTo(readReceiptTask, await storedImage(folder, await readPng(path)));
      expect(answer).toBe(json);
      const read = readReceipt(answer);
      expect(read.type === "receipt" && checkReceipt(read.receipt).type).toBe("agrees");
    }
  });

  it("returns a refusal when the receipt is not readable", async () => {
    const pixels = upsideDown(await readPng(reader.samples[0]?.path ?? ""));
    const answer = await answerTo(readReceiptTask, await storedImage(folder, pixels));
    expect(readReceipt(answer)).toEqual({ type: "refused", reason: "not readable" });
  });
});

describeWithAddon("transcribing a long recording clip by clip", () => {
  beforeAll(() => load(listener));

  it("returns everything in order, with its times", async () => {
    const pauses = [3, 5, 2.5, 8, 4, 2.2, 3, 6, 2.4, 3.3, 2.7, 4].map((seconds) => seconds * audioSampleRate);
    const spoken: { readonly keys: string; readonly startSample: number }[] = [];
    const pieces: Float32Array[] = [];
    let length = 0;
    for (const [index, { path, keys }] of listener.samples.entries()) {
      const samples = await readWav(path);
      spoken.push({ keys, startSample: length });
      for (const piece of [samples, new Float32Array(pauses[index] ?? 0)]) {
        pieces.push(piece);
        length += piece.length;
      }
    }
    expect(length).toBeGreaterThan(30 * audioSampleRate);

    const splitter = createClipSplitter();
    const clips = [...pieces.flatMap((piece) => splitter.add(piece)), ...splitter.finish()];
    const heard: { readonly keys: string; readonly startSample: number; readonly endSample: number }[] = [];
    for (const { samples, startSample, isSilent } of clips) {
      if (isSilent) continue;
      const keys = await answerTo(transcribeTask, await storedClip(folder, samples));
      heard.push({ keys, startSample, endSample: startSample + samples.length });
    }
    expect(heard.map(({ keys }) => keys)).toEqual(spoken.map(({ keys }) => keys));
    for (const [index, { startSample, endSample }] of heard.entries()) {
      expect(startSample).toBeLessThanOrEqual(spoken[index]?.startSample ?? 0);
      expect(endSample).toBeGreaterThan(spoken[index]?.startSample ?? 0);
    }
  });
});
