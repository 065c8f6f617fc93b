import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { AppError } from "../../../shared/ipc/result.ts";
import type { EventMessage } from "../../../shared/ipc/contract.ts";
import type { Doctor } from "../../doctor/doctor.ts";
import type { Dispatch } from "../../ipc/router.ts";
import type { ModelsOnDisk } from "../../models/models-on-disk.ts";
import type { OperationHandlers } from "../protocol/operations.ts";
import { fileTaskHandlers, type FileTaskServices } from "./file-task-handlers.ts";
import { generateHandler, type GenerateServices } from "./generate.ts";
import { serveHandler, type ServeServices } from "./serve-handler.ts";
import { waitForAbort } from "./wait-for-abort.ts";

export interface OperationServices extends GenerateServices, FileTaskServices, ServeServices {
  readonly doctor: Doctor;
  readonly dispatch: Dispatch;
  readonly modelsOnDisk: Pick<ModelsOnDisk, "files" | "library">;
  /** Calls back with every event for pages. Returns a function that unsubscribes. */
  readonly subscribe: (listener: (message: EventMessage) => void) => () => void;
}

/** The services as commands see them. Built into every host, since any of them may be the one that runs. */
export function operationHandlers(services: OperationServices): OperationHandlers {
  const { dispatch, modelsOnDisk, subscribe, doctor } = services;
  return {
    request: async ({ route, input }) => {
      const result = await dispatch(route, input);
      if (!result.ok) throw new AppError(result.error.code, result.error.message, result.error.data);
      return result.value;
    },
    events: async (_, { emit, signal }) => {
      const unsubscribe = subscribe(emit);
      await waitForAbort(signal);
      unsubscribe();
      return null;
    },
    "models.addPath": async ({ path }) => addPath(modelsOnDisk, resolve(path)),
    generate: generateHandler(services),
    ...fileTaskHandlers(services),
    serve: serveHandler(services),
    doctor: ({ modelId }, { emit, signal }) => doctor.examine(modelId, emit, signal),
  };
}

async function addPath({ files, library }: OperationServices["modelsOnDisk"], path: string) {
  const stats = await stat(path).catch(() => null);
  if (stats === null) throw new AppError("not-found", `There is no file or folder ${path}`, { path });
  await files.add(path, stats.isDirectory() ? "folder" : "file");
  const isWithin = (inside: string) => (stats.isDirectory() ? inside.startsWith(path) : inside === path);
  return library
    .found()
    .filter(({ paths }) => paths.some(isWithin))
    .map(({ model }) => model.id);
}
