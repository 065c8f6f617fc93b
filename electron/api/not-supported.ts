import { ApiError } from "./api-error.ts";

/** A route of the originals that is not there yet. */
export function notSupported(message: string) {
  return async (): Promise<never> => {
    throw new ApiError("not_supported_error", message);
  };
}
