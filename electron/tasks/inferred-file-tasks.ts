import type { FileDecoder } from "../decode/file-decoder.ts";
import type { InferenceService } from "../inference/inference-service.ts";
import type { ModelSource } from "../inference/model-source.ts";
import { expectTaken } from "../media/expect-taken.ts";
import type {
  FileReceipt,
  FileTasks,
  FileTranscript,
  ReceiptRequest,
  TranscribeRequest,
} from "./file-tasks.ts";
import { readReceiptFile } from "./read-receipt-file.ts";
import { transcribeFile } from "./transcribe-file.ts";

export interface FileTasksOptions {
  readonly decoder: Pick<FileDecoder, "decode">;
  readonly inference: Pick<InferenceService, "generate">;
  /** To name those that could be used instead. */
  readonly models: Pick<ModelSource, "list">;
}

/** Runs the tasks with the models of this computer, or those of servers. */
export class InferredFileTasks implements FileTasks {
  readonly #options: FileTasksOptions;

  constructor(options: FileTasksOptions) {
    this.#options = options;
  }

  transcribe(request: TranscribeRequest, signal: AbortSignal): Promise<FileTranscript> {
    return transcribeFile(this.#dependencies("audio"), request, signal);
  }

  readReceipt(request: ReceiptRequest, signal: AbortSignal): Promise<FileReceipt> {
    return readReceiptFile(this.#dependencies("image"), request, signal);
  }

  #dependencies(kind: "audio" | "image") {
    const { decoder, inference, models } = this.#options;
    return {
      decoder,
      inference,
      expectTaken: (model: Parameters<typeof expectTaken>[1]) =>
        expectTaken([{ kind }], model, models.list()),
    };
  }
}
