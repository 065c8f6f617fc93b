import { diskProblemOf } from "../home/home-failure.ts";
import { AppError } from "../../shared/ipc/result.ts";
import { mediaLimits } from "../../shared/media/media-limits.ts";

/** Converts disk errors to `storage-failed` {reason}; any other value is returned unchanged. */
export function mediaFailure(thrown: unknown): unknown {
  const reason = diskProblemOf(thrown);
  return reason === null
    ? thrown
    : new AppError("storage-failed", `Writing to the media folder failed: ${String(thrown)}`, { reason });
}

export function tooLarge(): AppError {
  const limitBytes = mediaLimits.fileBytes;
  return new AppError("media-too-large", `A file may have at most ${limitBytes} bytes`, { limitBytes });
}
