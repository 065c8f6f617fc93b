import { AppError } from "../../shared/ipc/result.ts";
import { audioSampleRate } from "../../shared/media/audio-tokens.ts";
import type { TranscriptSegment } from "../../shared/speech/transcript.ts";
import { transcribeTask } from "../../shared/tasks/transcribe.ts";
import type { DecodedPiece, FileDecoder } from "../decode/file-decoder.ts";
import type { InferenceService } from "../inference/inference-service.ts";
import { askAboutPiece, type PieceAnswer, type PieceQuestion } from "./ask-about-piece.ts";
import type { FileTranscript, TranscribeRequest } from "./file-tasks.ts";

export interface TranscribeDependencies {
  readonly decoder: Pick<FileDecoder, "decode">;
  readonly inference: Pick<InferenceService, "generate">;
  readonly expectTaken: PieceQuestion["expectTaken"];
}

/** Transcribes a recording clip by clip. @throws as `FileTasks.transcribe` */
export async function transcribeFile(
  { decoder, inference, expectTaken }: TranscribeDependencies,
  { file, model, spoken, prompt, temperature, onSegment, onEvent }: TranscribeRequest,
  signal: AbortSignal,
): Promise<FileTranscript> {
  const decoded = await decoder.decode(file, { budget: null, isDocument: false }, signal);
  if (decoded.type !== "media") throw notAudio(file.name);
  try {
    if (decoded.kind !== "audio") throw notAudio(file.name);
    const question = {
      model,
      prompt: prompt ?? transcribeTask.prompt.en({ spoken, target: "en" }),
      settings: { ...transcribeTask.settings, temperature },
      expectTaken,
      ...(onEvent && { onEvent }),
    };
    const segments: TranscriptSegment[] = [];
    const tokens = { promptTokens: 0, generatedTokens: 0 };
    for (const [index, piece] of decoded.pieces.entries()) {
      const answer = await askAboutPiece(inference, { ...question, media: piece.media }, signal);
      tokens.promptTokens += answer.promptTokens;
      tokens.generatedTokens += answer.generatedTokens;
      const segment = segmentOf(piece, answer);
      // A clip without speech has no segment.
      if (segment.text !== "") segments.push(segment);
      onSegment?.(segment, index + 1, decoded.pieces.length);
    }
    return { segments, durationMs: decoded.durationMs ?? 0, ...tokens };
  } finally {
    await decoded.remove();
  }
}

function segmentOf({ media, timeMs }: DecodedPiece, { text, end }: PieceAnswer): TranscriptSegment {
  const startMs = timeMs ?? 0;
  const sampleCount = media.kind === "audio" ? media.sampleCount : 0;
  const endMs = startMs + (sampleCount / audioSampleRate) * 1000;
  const isCutOff = end === "max-tokens" || end === "context-full";
  return { startMs, endMs, text: text.trim(), ...(isCutOff && { isCutOff }) };
}

function notAudio(name: string): AppError {
  return new AppError("file-undecodable", `${name} is not a recording`, { name, problem: "nothing-in-it" });
}
