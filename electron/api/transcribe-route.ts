import type { IncomingMessage, ServerResponse } from "node:http";
import type { FoundApiModel } from "./models/find-model.ts";

/**
 * Serves one request to `/v1/audio/transcriptions`: reads the multipart body (the caller has checked the key,
 * the origin and the declared length), answers, and resolves when the response has ended.
 * @throws ApiError or AppError before it has answered: the caller writes them in the API's form
 */
export type TranscribeRoute = (request: {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Finds a model by what a request calls it; null: the default. @throws ApiError 404 */
  readonly findModel: (name: string | null) => FoundApiModel;
  readonly bodyLimitBytes: number;
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
}) => Promise<void>;
