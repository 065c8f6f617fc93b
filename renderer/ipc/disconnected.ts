import type { Result } from "../../shared/ipc/result.ts";

export const disconnected: Result<never> = {
  ok: false,
  error: { code: "disconnected", message: "The connection to Facet is lost", data: {} },
};
