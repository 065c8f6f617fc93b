import { AppError, toFailure } from "../../shared/ipc/result.ts";
import type { Dispatch } from "./router.ts";

/** Answers requests until it is disposed of, and with `disconnected` from then on. */
export function closableDispatch(dispatch: Dispatch): {
  readonly dispatch: Dispatch;
  readonly dispose: () => void;
} {
  let isOpen = true;
  const closed = toFailure(new AppError("disconnected", "Facet is closing"));
  return {
    dispatch: async (name, input) => (isOpen ? dispatch(name, input) : { ok: false, error: closed }),
    dispose() {
      isOpen = false;
    },
  };
}
