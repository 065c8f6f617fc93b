/**
 * The transcript of one part of a recording. Times are those of the part, because the model gives no
 * timestamps.
 */
export interface TranscriptSegment {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  /** The transcript was cut off at the token limit. */
  readonly isCutOff?: boolean;
}

/** One line per segment, without times. */
export function asText(segments: readonly TranscriptSegment[]): string {
  return segments.map((segment) => `${onOneLine(markedText(segment))}\n`).join("");
}

/** SubRip subtitles. */
export function asSrt(segments: readonly TranscriptSegment[]): string {
  return cuesOf(segments)
    .map(({ startMs, endMs, text }, index) =>
      [`${index + 1}`, `${clock(startMs, ",")} --> ${clock(endMs, ",")}`, text, "", ""].join("\n"),
    )
    .join("");
}

/** WebVTT subtitles. */
export function asVtt(segments: readonly TranscriptSegment[]): string {
  const cues = cuesOf(segments).map(({ startMs, endMs, text }) =>
    [`${clock(startMs, ".")} --> ${clock(endMs, ".")}`, escaped(text), "", ""].join("\n"),
  );
  return `WEBVTT\n\n${cues.join("")}`;
}

/** Formats a time as 1:02:03, or 2:03 within the first hour. */
export function shortTime(timeMs: number): string {
  const { hours, minutes, seconds } = clockParts(timeMs);
  return hours === 0 ? `${minutes}:${two(seconds)}` : `${hours}:${two(minutes)}:${two(seconds)}`;
}

/** Maximum characters per cue, for readability. */
const longestCue = 84;

/**
 * Splits long segments at sentence and word boundaries. The start of a sentence within its segment is not
 * known; it is estimated from its share of the characters.
 */
export function cuesOf(segments: readonly TranscriptSegment[]): TranscriptSegment[] {
  return segments.flatMap((segment) => {
    const { startMs, endMs } = segment;
    const lines = linesOf(onOneLine(markedText(segment)));
    const letters = lines.reduce((sum, line) => sum + line.length, 0);
    let before = 0;
    const timeAt = (letter: number) => Math.round(startMs + ((endMs - startMs) * letter) / letters);
    return lines.map((line) => {
      const start = before;
      before += line.length;
      return { startMs: timeAt(start), endMs: timeAt(before), text: line };
    });
  });
}

function linesOf(text: string): string[] {
  const lines: string[] = [];
  const sentences = new Intl.Segmenter(undefined, { granularity: "sentence" });
  const words = new Intl.Segmenter(undefined, { granularity: "word" });
  for (const { segment: sentence } of sentences.segment(text)) {
    let line = "";
    for (const { segment: word } of words.segment(sentence)) {
      if (line.length + word.trimEnd().length > longestCue && line.trim() !== "") {
        lines.push(line.trim());
        line = "";
      }
      line += word;
    }
    lines.push(line.trim());
  }
  return lines.filter((line) => line !== "");
}

/** Marks cut-off text in exported files, too. */
function markedText({ text, isCutOff }: TranscriptSegment): string {
  return isCutOff ? `${text} […]` : text;
}

function onOneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function clock(timeMs: number, mark: "," | "."): string {
  const { hours, minutes, seconds, rest } = clockParts(timeMs);
  return `${two(hours)}:${two(minutes)}:${two(seconds)}${mark}${String(rest).padStart(3, "0")}`;
}

function clockParts(timeMs: number) {
  const whole = Math.floor(timeMs / 1000);
  return {
    hours: Math.floor(whole / 3600),
    minutes: Math.floor(whole / 60) % 60,
    seconds: whole % 60,
    rest: Math.floor(timeMs) % 1000,
  };
}

function two(count: number): string {
  return String(count).padStart(2, "0");
}
