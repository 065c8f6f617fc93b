import type { ErrorCode } from "../ipc/result.ts";
import type { ServerState } from "./remote-server.ts";

/** Why a server can't be used: nothing answers, a key is missing or wrong, or something else. */
export type UnusableReason = "unreachable" | "locked" | "other";

const unreachable: ReadonlySet<ErrorCode> = new Set(["server-offline", "server-gone", "server-busy"]);

/** null: it can be used, or may be soon. */
export function whyUnusable(state: ServerState): UnusableReason | null {
  if (state.type !== "failed") return null;
  if (state.error.code === "server-refused-key") return "locked";
  return unreachable.has(state.error.code) ? "unreachable" : "other";
}
