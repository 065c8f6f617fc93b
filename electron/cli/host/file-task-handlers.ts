import { basename } from "node:path";
import type { WantedModel } from "../../inference/inference-request.ts";
import { modelNameOf } from "../../inference/model-name.ts";
import type { ModelSource } from "../../inference/model-source.ts";
import type { FileTasks } from "../../tasks/file-tasks.ts";
import type { FileToDecode } from "../../decode/file-decoder.ts";
import type { OperationHandlers } from "../protocol/operations.ts";

export interface FileTaskServices {
  readonly fileTasks: FileTasks;
  readonly models: ModelSource;
}

export function fileTaskHandlers({
  fileTasks,
  models,
}: FileTaskServices): Pick<OperationHandlers, "readReceipt" | "transcribe"> {
  const wanted = (modelId: string): WantedModel => ({
    modelId,
    modelName: modelNameOf(modelId, models) ?? modelId,
    contextLength: null,
  });
  return {
    readReceipt: ({ modelId, path }, { signal }) =>
      fileTasks.readReceipt({ file: fileAt(path), model: wanted(modelId) }, signal),
    transcribe: ({ modelId, path, spoken }, { emit, signal }) =>
      fileTasks.transcribe(
        {
          file: fileAt(path),
          model: wanted(modelId),
          spoken,
          prompt: null,
          temperature: 0,
          onSegment: (segment, done, of) => emit({ segment, done, of }),
        },
        signal,
      ),
  };
}

function fileAt(path: string): FileToDecode {
  return { name: basename(path), source: { type: "path", path } };
}
