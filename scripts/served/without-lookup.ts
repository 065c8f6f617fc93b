import type { StartEngineProcess } from "../../electron/inference/local/engine-process.ts";

/**
 * Engine processes that draft nothing from the text, for measurements: random weights repeat one token, which
 * lookup drafts, and that would be faster than with any real text.
 */
export const withoutLookup =
  (start: StartEngineProcess): StartEngineProcess =>
  (...args) => {
    const engine = start(...args);
    return {
      ...engine,
      post: (request) =>
        engine.post(
          request.type === "load" ? { ...request, load: { ...request.load, usesLookup: false } } : request,
        ),
    };
  };
