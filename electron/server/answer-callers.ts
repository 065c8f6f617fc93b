import { isAllowed } from "../access/caller.ts";
import type { Dispatch } from "../ipc/router.ts";
import type { AnswerPage } from "./socket-endpoint.ts";

/** Answers pages in browsers; those of other devices may not decide who gets in. */
export function answerCallers(dispatch: Dispatch): AnswerPage {
  return async (name, input, caller) =>
    isAllowed(name, input, caller)
      ? dispatch(name, input)
      : {
          ok: false,
          error: { code: "this-computer-only", message: "Only on the computer that runs Facet", data: {} },
        };
}
