import type { ModelId } from "../../shared/models/model.ts";
import type { ModelSettings } from "../../shared/models/model-settings.ts";
import type { HardwareService } from "../hardware/hardware-service.ts";
import type { InferenceService } from "../inference/inference-service.ts";
import type { Engine } from "../inference/local/engine.ts";
import type { LoadableModel } from "../inference/model-source.ts";
import type { TemplateService } from "../models/template/template-service.ts";
import type { FileTasks } from "../tasks/file-tasks.ts";

/** What the self-test of a model needs. */
export interface ModelServices {
  readonly models: { find(id: ModelId): LoadableModel | null };
  readonly hardware: Pick<HardwareService, "measured">;
  readonly engine: Pick<Engine, "describe" | "loaded">;
  readonly settingsOf: (modelId: ModelId) => ModelSettings;
  readonly templates: Pick<TemplateService, "original" | "preview">;
  readonly inference: Pick<InferenceService, "generate">;
  readonly fileTasks: FileTasks;
}
