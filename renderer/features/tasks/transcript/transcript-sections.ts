import type { MediaPart } from "../../../../shared/chat/message-part.ts";
import { audioSampleRate } from "../../../../shared/media/audio-tokens.ts";
import type { TranscriptSegment } from "../../../../shared/speech/transcript.ts";
import type { PieceAnswer } from "../piece-answers.ts";

/** The transcript of one recording. */
export interface TranscriptSection {
  readonly source: MediaPart;
  readonly segments: readonly TranscriptSegment[];
}

/** The transcript so far by recording, each segment with its time; segments without speech are left out. */
export function transcriptSections(answers: readonly PieceAnswer[]): readonly TranscriptSection[] {
  const sources = [...new Set(answers.map(({ source }) => source))];
  return sources.map((source) => ({
    source,
    segments: answers
      .filter((answer) => answer.source === source)
      .flatMap(({ piece, part, isCutOff }): TranscriptSegment[] => {
        const text = part?.text.trim() ?? "";
        if (piece.kind !== "audio" || text === "") return [];
        const startMs = piece.timeMs ?? 0;
        const endMs = startMs + (piece.sampleCount / audioSampleRate) * 1000;
        return [{ startMs, endMs, text, isCutOff }];
      }),
  }));
}
