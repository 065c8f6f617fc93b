import { spokenLanguages, type SpokenLanguage } from "../tasks/spoken-languages.ts";
import { asSrt, asText, asVtt, type TranscriptSegment } from "./transcript.ts";

export const transcriptionFormats = ["json", "verbose_json", "text", "srt", "vtt"] as const;
export type TranscriptionFormat = (typeof transcriptionFormats)[number];

export interface Transcription {
  readonly segments: readonly TranscriptSegment[];
  readonly durationMs: number;
  /** Which one was asked for; null: the model detected it, and does not report it. */
  readonly spoken: SpokenLanguage | null;
}

export interface TranscriptionResponse {
  readonly mediaType: string;
  readonly body: string;
}

/** A transcription in the formats of OpenAI's `/v1/audio/transcriptions`. Times there are in seconds. */
export function transcriptionResponse(
  transcription: Transcription,
  format: TranscriptionFormat,
): TranscriptionResponse {
  const { segments } = transcription;
  switch (format) {
    case "json":
      return jsonOf({ text: wholeText(segments), usage: usageOf(transcription) });
    case "verbose_json":
      return jsonOf(verbose(transcription));
    case "text":
      return { mediaType: "text/plain; charset=utf-8", body: asText(segments) };
    case "srt":
      return { mediaType: "application/x-subrip; charset=utf-8", body: asSrt(segments) };
    case "vtt":
      return { mediaType: "text/vtt; charset=utf-8", body: asVtt(segments) };
  }
}

function verbose(transcription: Transcription) {
  const { segments, durationMs, spoken } = transcription;
  return {
    task: "transcribe",
    language: spoken === null ? "unknown" : spokenLanguages[spoken].en.toLowerCase(),
    duration: seconds(durationMs),
    text: wholeText(segments),
    segments: segments.map(({ startMs, endMs, text }, id) => ({
      id,
      start: seconds(startMs),
      // The last clip is padded to whole tokens.
      end: seconds(Math.min(endMs, Math.max(durationMs, startMs))),
      text,
    })),
    usage: usageOf(transcription),
  };
}

function wholeText(segments: readonly TranscriptSegment[]): string {
  return segments.map(({ text }) => text).join(" ");
}

function usageOf({ durationMs }: Transcription) {
  return { type: "duration", seconds: Math.ceil(durationMs / 1000) };
}

function seconds(ms: number): number {
  return Math.round(ms) / 1000;
}

function jsonOf(value: unknown): TranscriptionResponse {
  return { mediaType: "application/json", body: `${JSON.stringify(value)}\n` };
}
