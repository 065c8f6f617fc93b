import { z } from "zod";
import type { TranscriptSegment } from "../../../shared/speech/transcript.ts";
import {
  transcriptionFormats,
  transcriptionResponse,
} from "../../../shared/speech/transcription-response.ts";
import { spokenLanguages, type SpokenLanguage } from "../../../shared/tasks/spoken-languages.ts";
import type { FileTranscript, TranscribeRequest } from "../../tasks/file-tasks.ts";
import type { InferenceEvent } from "../../inference/inference-request.ts";
import type { ApiCall } from "../api-context.ts";
import { ApiError } from "../api-error.ts";
import { expectRoom } from "../generation/expect-room.ts";
import { LoadWait } from "../generation/load-wait.ts";
import { wantedModel } from "../generation/wanted-model.ts";
import { stream, type ApiReply } from "../http/api-reply.ts";
import { apiText } from "../http/api-text.ts";
import { readForm } from "../http/read-form.ts";
import { parseBody } from "../http/parse-body.ts";
import { streamedTranscription } from "./streamed-transcription.ts";

const fields = z.object({
  model: apiText.optional(),
  /** BCP 47, such as `de`; languages without a name of ours are left to the model. */
  language: z.string().max(35).optional(),
  prompt: apiText.optional(),
  response_format: z.enum(transcriptionFormats).default("json"),
  temperature: z.coerce.number().min(0).max(2).default(0),
  stream: z.stringbool().default(false),
});

/** `POST /v1/audio/transcriptions`: a recording of any length, clip by clip, at background priority. */
export async function transcriptions(call: ApiCall): Promise<ApiReply> {
  const { context, request: incoming } = call;
  if (!context.options.transcribe)
    throw new ApiError("not_supported_error", "This server does not transcribe recordings.");
  const form = await readForm(incoming, context.bodies);
  const file = form.files.get("file");
  if (file === undefined || file.bytes.length === 0)
    throw new ApiError("invalid_request_error", "Send the recording as the field `file` of the form.", {
      param: "file",
    });
  const body = parseBody(fields, Object.fromEntries(form.fields));
  const spoken = spokenLanguage(body.language);
  const found = context.findModel(body.model ?? null);
  context.activity.change(call.id, { model: found.calledName });
  const request: TranscribeRequest = {
    file: { name: file.name.slice(0, 200) || "The recording", source: { type: "bytes", bytes: file.bytes } },
    model: wantedModel(found),
    spoken,
    prompt: body.prompt ?? null,
    temperature: body.temperature,
  };
  if (body.stream)
    return stream(streamedTranscription((onSegment) => transcribe(call, { ...request, onSegment })));
  const { segments, durationMs } = await transcribe(call, request);
  const answer = transcriptionResponse({ segments, durationMs, spoken }, body.response_format);
  return { type: "text", text: answer.body, mediaType: answer.mediaType };
}

/**
 * Counts as one generation, however many clips there are.
 * @throws ApiError 503 with Retry-After as `startGeneration`
 */
async function transcribe(call: ApiCall, request: TranscribeRequest): Promise<FileTranscript> {
  const { options, metrics, activity } = call.context;
  if (!options.transcribe) throw new Error("There is no transcriber");
  expectRoom(call.context);
  metrics.running += 1;
  const onSegment = (segment: TranscriptSegment, done: number, of: number) => {
    activity.change(call.id, { state: { type: "generating" } });
    request.onSegment?.(segment, done, of);
  };
  const wait = new LoadWait(call);
  const signal = AbortSignal.any([call.signal, wait.signal]);
  try {
    const onEvent = (event: InferenceEvent) => wait.see(event);
    const transcript = await options.transcribe({ ...request, onSegment, onEvent }, signal);
    const { promptTokens, generatedTokens } = transcript;
    activity.change(call.id, { promptTokens, generatedTokens });
    return transcript;
  } catch (thrown) {
    throw wait.signal.aborted ? wait.failure(request.model.modelName) : thrown;
  } finally {
    wait.end();
    metrics.running -= 1;
  }
}

function spokenLanguage(tag: string | undefined): SpokenLanguage | null {
  const primary = tag?.toLowerCase().split("-")[0] ?? "";
  return Object.hasOwn(spokenLanguages, primary) ? (primary as SpokenLanguage) : null;
}
