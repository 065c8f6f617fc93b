import { loadAddon, type Addon, type EngineLibrary, type Handle, type HandleFacts } from "./addon.ts";
import { AddonError } from "./addon-error.ts";

/**
 * The native handles of node-llama-cpp's model and context, and the values node-llama-cpp reports for them.
 */
export interface EngineHandles extends EngineLibrary {
  readonly model: Handle;
  readonly context: Handle;
  readonly contextTokens: number;
  readonly embeddingSize: number;
  readonly trainContextTokens: number;
  /**
   * Keeps the context and its model in memory until the returned function is called: disposing of them waits
   * for it.
   *
   * @throws AddonError "disposed"
   */
  readonly hold: () => () => void;
}

/**
 * Runs work on another thread that uses the context or the model.
 *
 * @throws AddonError "disposed"
 */
export async function whileHeld<T>(hold: EngineHandles["hold"], work: () => Promise<T>): Promise<T> {
  const release = hold();
  try {
    return await work();
  } finally {
    release();
  }
}

/**
 * Loads the addon and checks that it can use these handles. The addon accesses node-llama-cpp's objects by
 * their memory layout, so it must first read the same values there as node-llama-cpp reports.
 *
 * @throws AddonError "not-built", "not-compatible", "disposed"
 */
export function loadCheckedAddon(engine: EngineHandles): Addon {
  const { contextTokens, embeddingSize, trainContextTokens } = engine;
  const addon = loadAddon(engine);
  const seen = readHandles(addon, engine);
  const wanted = { isSameModel: true, isSameLibrary: true, contextTokens, embeddingSize, trainContextTokens };
  const different = Object.entries(wanted).filter(
    ([name, value]) => seen[name as keyof typeof wanted] !== value,
  );
  if (different.length > 0) {
    const details = different
      .map(([name, value]) => `${name}: ${String(seen[name as keyof typeof wanted])} instead of ${value}`)
      .join(", ");
    throw new AddonError(
      "not-compatible",
      `The addon reads other values than node-llama-cpp reports (${details})`,
    );
  }
  return addon;
}

function readHandles(addon: Addon, { model, context }: EngineHandles): HandleFacts {
  try {
    return addon.checkHandles(model, context);
  } catch (error) {
    const { code, message } = AddonError.from(error);
    throw new AddonError(code === "disposed" ? code : "not-compatible", message);
  }
}
