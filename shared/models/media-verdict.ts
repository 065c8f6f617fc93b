import type { ReadingTimes } from "./reading-times.ts";

/** Whether a model takes in pictures and sound without much waiting; null: not known yet. */
export type MediaVerdict = "well" | "slowly" | null;

/** Waiting longer than this for a photo, one does something else. */
const longestPhotoMs = 10_000;
/** Sound that takes longer than it lasts falls behind. */
const longestClipMs = 30_000;

export function mediaVerdict({ photo, clip }: ReadingTimes): MediaVerdict {
  if (photo === null && clip === null) return null;
  return (photo?.ms ?? 0) <= longestPhotoMs && (clip?.ms ?? 0) <= longestClipMs ? "well" : "slowly";
}
