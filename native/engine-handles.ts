import { loadAddon, type Addon, type EngineLibrary, type Handle, type HandleFacts } from "./addon.ts";
import { AddonError } from "./addon-error.ts";

/** node-llama-cpp's model and context, as its addon holds them, and what it says of them. */
export interface EngineHandles extends EngineLibrary {
  readonly model: Handle;
  readonly context: Handle;
  readonly contextTokens: number;
  readonly embeddingSize: number;
  readonly trainContextTokens: number;
}

/**
 * The addon, which reaches into node-llama-cpp's objects by their layout in memory. Before it is trusted with them, it must
 * read there what node-llama-cpp itself says.
 * @throws AddonError "not-built", "not-compatible", "disposed"
 */
export function addonFor(engine: EngineHandles): Addon {
  const { contextTokens, embeddingSize, trainContextTokens } = engine;
  const addon = loadAddon(engine);
  const seen = look(addon, engine);
  const wanted = { isSameModel: true, isSameLibrary: true, contextTokens, embeddingSize, trainContextTokens };
  const different = Object.entries(wanted).filter(
    ([name, value]) => seen[name as keyof typeof wanted] !== value,
  );
  if (different.length > 0) {
    const details = different
      .map(([name, value]) => `${name}: ${String(seen[name as keyof typeof wanted])} instead of ${value}`)
      .join(", ");
    throw new AddonError("not-compatible", `The addon does not see what node-llama-cpp has (${details})`);
  }
  return addon;
}

function look(addon: Addon, { model, context }: EngineHandles): HandleFacts {
  try {
    return addon.checkHandles(model, context);
  } catch (error) {
    const { code, message } = AddonError.from(error);
    throw new AddonError(code === "disposed" ? code : "not-compatible", message);
  }
}
