import { z } from "zod";
import type { Model } from "../models/model.ts";
import type { PlanFacts } from "../models/plan-facts.ts";
import { modelId } from "./inputs.ts";
import { nothing, route } from "./route.ts";

export const modelRoutes = {
  /** The memory planner's facts about a local model; null where its header lacks them. */
  "models.plan": route<PlanFacts | null>()(z.object({ modelId })),
  /** Desktop only: opens the models folder in the system's file manager. */
  "models.openFolder": route<null>()(nothing),
  /** Desktop only: shows the model's file in the system's file manager. */
  "models.reveal": route<null>()(z.object({ modelId })),
  /**
   * Deletes a model in the models folder together with companion files that no other model uses, and hides a
   * model stored elsewhere. `models.restore` undoes this; for a deleted model until `models.purge` is requested,
   * for at most ten minutes.
   */
  "models.remove": route<{ readonly how: "deleted" | "hidden" }>()(z.object({ modelId })),
  "models.restore": route<null>()(z.object({ modelId })),
  /** Frees the disk space of a deleted model, which can't be restored afterwards. */
  "models.purge": route<null>()(z.object({ modelId })),
  /** Lists all hidden models again. */
  "models.showHidden": route<null>()(nothing),
  /** Desktop only: opens a dialog for a file or folder, which is used in place. False: the user cancelled. */
  "models.add": route<boolean>()(z.object({ what: z.enum(["file", "folder"]) })),
} as const;

export interface ModelEvents {
  readonly "models.changed": readonly Model[];
}

export interface ModelsSnapshot {
  readonly models: readonly Model[];
  /** Folder for `.gguf` files, for display. */
  readonly modelsFolder: string;
}
