import { toFailure } from "../../shared/ipc/result.ts";

/** The failure of a check by its code: messages may contain paths. */
export function failureDetail(thrown: unknown): string {
  return toFailure(thrown).code;
}
