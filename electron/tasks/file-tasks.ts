import type { NamedReceipt } from "../../shared/receipts/receipt-export.ts";
import type { TranscriptSegment } from "../../shared/speech/transcript.ts";
import type { SpokenLanguage } from "../../shared/tasks/spoken-languages.ts";
import type { FileToDecode } from "../decode/file-decoder.ts";
import type { InferenceEvent, WantedModel } from "../inference/inference-request.ts";

/**
 * The tasks of the window for programs and the command line: from a file to its result, without a chat. Every
 * piece is a background request, which the window interrupts.
 */
export interface FileTasks {
  /** @throws AppError as `FileDecoder.decode` and `Inference.result`, or the signal's reason */
  transcribe(request: TranscribeRequest, signal: AbortSignal): Promise<FileTranscript>;
  /** @throws AppError as `FileDecoder.decode` and `Inference.result`, or the signal's reason */
  readReceipt(request: ReceiptRequest, signal: AbortSignal): Promise<FileReceipt>;
}

interface FileTaskRequest {
  readonly file: FileToDecode;
  readonly model: WantedModel;
}

export interface TranscribeRequest extends FileTaskRequest {
  /** null: the model detects the language. */
  readonly spoken: SpokenLanguage | null;
  /** Replaces the prompt of the app; null: none does. */
  readonly prompt: string | null;
  readonly temperature: number;
  /** Called after each clip: the segments so far, and how many clips there are. */
  readonly onSegment?: (segment: TranscriptSegment, done: number, of: number) => void;
  /** Called with what happens to each clip, the loading of the model included. */
  readonly onEvent?: (event: InferenceEvent) => void;
}

export interface FileTranscript {
  readonly segments: readonly TranscriptSegment[];
  readonly durationMs: number;
  readonly promptTokens: number;
  readonly generatedTokens: number;
}

export type ReceiptRequest = FileTaskRequest;

export type FileReceipt =
  | ({ readonly type: "receipt" } & NamedReceipt)
  /** The model says that the image shows no receipt. */
  | { readonly type: "refused"; readonly source: string; readonly reason: string }
  /** The answer is not a receipt: it was cut off, or the model does not follow the schema. */
  | { readonly type: "unclear"; readonly source: string; readonly answer: string };
