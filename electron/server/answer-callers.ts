import { isAllowed } from "../access/caller.ts";
import type { Dispatch } from "../ipc/router.ts";
import type { Result } from "../../shared/ipc/result.ts";
import type { AnswerPage } from "./socket-endpoint.ts";

/**
 * Answers pages in browsers. Those of other devices may not decide who gets in, or what Facet may touch here.
 * Where the host is the desktop app, a browser is not its window all the same.
 */
export function answerCallers(dispatch: Dispatch): AnswerPage {
  return async (name, input, caller) => {
    if (!isAllowed(name, input, caller) || name.startsWith("desktop.")) return refused;
    const result = await dispatch(name, input);
    return name === "app.snapshot" ? asInBrowser(result) : result;
  };
}

const refused: Result<never> = {
  ok: false,
  error: { code: "this-computer-only", message: "Only on the computer that runs Facet", data: {} },
};

function asInBrowser(snapshot: Result<unknown>): Result<unknown> {
  if (!snapshot.ok || typeof snapshot.value !== "object") return snapshot;
  return { ok: true, value: { ...snapshot.value, host: "browser", desktop: null } };
}
