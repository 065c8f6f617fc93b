import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLog } from "../../../electron/home/log.ts";
import { InferenceService } from "../../../electron/inference/inference-service.ts";
import { EngineClient } from "../../../electron/inference/local/engine-client.ts";
import { forkEngine } from "../../../electron/inference/local/fork-engine.ts";
import { LocalChatModel } from "../../../electron/inference/local/local-chat-model.ts";
import { ModelLoader } from "../../../electron/inference/model-loader.ts";
import { Scheduler } from "../../../electron/inference/scheduler.ts";
import { defaultModelSettings } from "../../../shared/models/default-model-settings.ts";
import { listedModel } from "../../../tests/fixtures/listed-model.ts";
import { engineHostPath } from "../../../tests/fixtures/running-app.ts";
import { roomyMemory } from "../../../tests/fixtures/roomy-memory.ts";

export interface OpenInference {
  readonly inference: InferenceService;
  dispose(): Promise<void>;
}

/** The inference service with the real engine in its process, and one model. */
export async function openInference(modelId: string, modelPath: string): Promise<OpenInference> {
  const folder = await mkdtemp(join(tmpdir(), "facet-bench-fairness-"));
  const engine = new EngineClient(forkEngine(engineHostPath), join(folder, "scratch"));
  const model = listedModel(modelId);
  const loader = new ModelLoader({
    engine,
    models: {
      find: () => ({ model, path: modelPath, projectorPath: null, drafterPath: null }),
      list: () => [model],
    },
    settingsOf: () => defaultModelSettings,
    check: roomyMemory,
    log: openLog(folder),
  });
  const scheduler = new Scheduler({ onChange: () => inference.reportPositions() });
  const inference: InferenceService = new InferenceService({
    scheduler,
    loader,
    localModel: (name) => engine.loaded && new LocalChatModel(engine, engine.loaded, name),
    remoteModel: () => null,
  });
  return {
    inference,
    async dispose() {
      await engine.dispose();
      await rm(folder, { recursive: true });
    },
  };
}
