import type { renderFormula } from "./formula-renderer.ts";

type Render = typeof renderFormula;

let renderer: Render | null = null;
let loading: Promise<void> | null = null;
const listeners = new Set<() => void>();

export function onFormulaRenderer(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Null until `loadFormulaRenderer` has loaded it. */
export function getFormulaRenderer(): Render | null {
  return renderer;
}

/** KaTeX and its fonts are large and few replies need them, so they are loaded with the first formula. */
export function loadFormulaRenderer(): Promise<void> {
  loading ??= load();
  return loading;
}

/** Awaits the import as a whole: the build makes one of it and its `then`, behind which its styles may fail. */
async function load(): Promise<void> {
  try {
    const module = await import("./formula-renderer.ts");
    renderer = module.renderFormula;
    for (const listener of [...listeners]) listener();
  } catch {
    // The next formula tries again.
    loading = null;
  }
}

/** Resolves when the renderer is loaded, if a formula asked for it; also when loading failed. */
export function formulaRendererLoaded(): Promise<void> {
  return loading ?? Promise.resolve();
}
