import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startScriptedApi, type ScriptedApi } from "../../../tests/fixtures/api/scripted-api.ts";
import { openDecoder, type DecodeFixture } from "../../../tests/fixtures/decode-client.ts";
import { InferenceService } from "../../inference/inference-service.ts";
import { Scheduler } from "../../inference/scheduler.ts";
import { InferredFileTasks } from "../../tasks/inferred-file-tasks.ts";

const recording = join(import.meta.dirname, "../../../tests/fixtures/files/sounds/adpcm-ms.wav");

/** The API in front of a model whose load does not end before the test does. */
let api: ScriptedApi;
let decoding: DecodeFixture;
const load = Promise.withResolvers<string>();
beforeAll(async () => {
  decoding = await openDecoder();
  const scheduler = new Scheduler({ onChange: () => inference.reportPositions() });
  const inference: InferenceService = new InferenceService({
    scheduler,
    loader: {
      load: () => load.promise,
      has: () => true,
      isReadyFor: () => false,
      giveUpHeld: () => undefined,
      state: { type: "idle" },
      onChange: () => undefined,
    },
    localModel: () => null,
    remoteModel: () => null,
  });
  const fileTasks = new InferredFileTasks({
    decoder: decoding.decoder,
    inference,
    models: { list: () => [] },
  });
  api = await startScriptedApi({
    inference,
    transcribe: (request, signal) => fileTasks.transcribe(request, signal),
    limits: { loadWaitMs: 20 },
  });
});
afterAll(async () => {
  load.resolve("Scripted");
  await api.close();
  await decoding.dispose();
});

it("tells chats and transcriptions to come back when the model takes long to load", async () => {
  const chat = await api.post("/v1/chat/completions", { messages: [{ role: "user", content: "Hello" }] });
  const form = new FormData();
  form.set("file", new File([await readFile(recording)], "tones.wav"));
  const transcription = await fetch(`${api.url}/v1/audio/transcriptions`, { method: "POST", body: form });
  for (const response of [chat, transcription]) {
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("5");
    expect(await response.json()).toMatchObject({
      error: { type: "unavailable_error", message: expect.stringContaining("still loading") as string },
    });
  }
});
