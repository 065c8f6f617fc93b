import { troubleOf } from "../home/home-failure.ts";
import { AppError } from "../../shared/ipc/result.ts";
import { mediaLimits } from "../../shared/media/media-limits.ts";

/** `storage-failed` {reason} for what the disk says; anything else stays what it is. */
export function mediaFailure(thrown: unknown): unknown {
  const reason = troubleOf(thrown);
  return reason === null
    ? thrown
    : new AppError("storage-failed", `The media folder takes nothing: ${String(thrown)}`, { reason });
}

export function tooLarge(): AppError {
  const limitBytes = mediaLimits.fileBytes;
  return new AppError("media-too-large", `A file may have ${limitBytes} bytes`, { limitBytes });
}
