import type { ReadingTime } from "../../shared/models/reading-times.ts";
import { formatDuration } from "./format.ts";
import type { Language } from "./language.ts";
import type { MessageCatalog } from "./message-catalog.ts";

/** `14 s` where it was measured, `about 14 s` for an estimate. At least a second. */
export function timeText(
  { ms, isMeasured }: ReadingTime,
  text: MessageCatalog["planner"],
  language: Language,
): string {
  const time = formatDuration(Math.max(1_000, isMeasured ? ms : rounded(ms)), language);
  return isMeasured ? time : text.aboutTime(time);
}

/** No more digits than an estimate deserves. */
function rounded(ms: number): number {
  const step = ms < 20_000 ? 1_000 : ms < 60_000 ? 5_000 : 10_000;
  return Math.round(ms / step) * step;
}
