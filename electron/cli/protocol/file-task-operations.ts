import { z } from "zod";
import { modelId } from "../../../shared/ipc/inputs.ts";
import type { TranscriptSegment } from "../../../shared/speech/transcript.ts";
import { spokenLanguages, type SpokenLanguage } from "../../../shared/tasks/spoken-languages.ts";
import type { FileReceipt, FileTranscript } from "../../tasks/file-tasks.ts";
import { operation } from "./operation.ts";

/** Absolute. */
const path = z.string().max(4096);
const spoken = z.enum(Object.keys(spokenLanguages) as [SpokenLanguage, ...SpokenLanguage[]]).nullable();

/** Tasks of the window on one file, outside a chat. */
export const fileTaskOperations = {
  readReceipt: operation<never, FileReceipt>()(z.object({ modelId, path })),
  transcribe: operation<TranscribeProgress, FileTranscript>()(z.object({ modelId, path, spoken })),
} as const;

export interface TranscribeProgress {
  readonly segment: TranscriptSegment;
  readonly done: number;
  readonly of: number;
}
