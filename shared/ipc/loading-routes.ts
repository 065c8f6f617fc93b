import { z } from "zod";
import type { EngineLibrary } from "../inference/engine-library.ts";
import type { EngineState } from "../models/engine-state.ts";
import type { MemoryShortage } from "../models/memory-shortage.ts";
import { modelSettingsSchema } from "../models/model-settings.ts";
import type { Settings } from "../settings/settings.ts";
import { modelId } from "./inputs.ts";
import { nothing, route } from "./route.ts";

export const loadingRoutes = {
  /**
   * Loads a model and makes it the default for new chats. Resolves when the model is loaded; progress is
   * published as `engine.changed`. A load that does not fit in free memory is held until `models.decide`,
   * unless `anyway` is set.
   */
  "models.select": route<null>()(z.object({ modelId, anyway: z.boolean().default(false) })),
  /**
   * What would fit instead of a model that does not fit in the memory that is free once the loaded model is
   * unloaded; null: it fits, it is already loaded, or its header lacks the facts.
   */
  "models.checkLoad": route<MemoryShortage | null>()(
    z.object({
      modelId,
      /** The context length set in a chat; null: as in the model's settings. */
      contextTokens: z.number().int().positive().nullable(),
    }),
  ),
  /** Decides a held load: load it anyway, check again with the model's current settings, or cancel it. */
  "models.decide": route<null>()(z.object({ modelId, decision: z.enum(["load", "again", "leave"]) })),
  /** Changes how a model is loaded, from the next load on. A new chat template is checked before. */
  "models.configure": route<Settings>()(z.object({ modelId, settings: modelSettingsSchema })),
  /** Unloads the model after the pending replies. The next message loads it again. */
  "models.unload": route<null>()(nothing),
  /** The library that the engine has loaded; starts the engine, where it is not running. */
  "models.library": route<EngineLibrary>()(nothing),
  /** Lets variants of the library that crashed be tried again when the engine is started next. */
  "models.retryVariants": route<null>()(nothing),
} as const;

export interface LoadingEvents {
  readonly "engine.changed": EngineState;
}

export interface LoadingSnapshot {
  readonly engine: EngineState;
}
