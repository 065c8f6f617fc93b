import { z } from "zod";
import {
  transcriptionFormats,
  transcriptionResponse,
} from "../../../shared/speech/transcription-response.ts";
import { spokenLanguages, type SpokenLanguage } from "../../../shared/tasks/spoken-languages.ts";
import type { ApiCall } from "../api-context.ts";
import { ApiError } from "../api-error.ts";
import { wantedModel } from "../generation/wanted-model.ts";
import type { ApiReply } from "../http/api-reply.ts";
import { apiText } from "../http/api-text.ts";
import { readForm } from "../http/read-form.ts";
import { parseBody } from "../http/parse-body.ts";

const fields = z.object({
  model: apiText.optional(),
  /** BCP 47, such as `de`; languages without a name of ours are left to the model. */
  language: z.string().max(35).optional(),
  prompt: apiText.optional(),
  response_format: z.enum(transcriptionFormats).default("json"),
  temperature: z.coerce.number().min(0).max(2).default(0),
});

/** `POST /v1/audio/transcriptions`: a recording of any length, clip by clip, at background priority. */
export async function transcriptions({ context, request, signal }: ApiCall): Promise<ApiReply> {
  const { options, findModel, bodies } = context;
  if (!options.transcribe)
    throw new ApiError("not_supported_error", "This server does not transcribe recordings.");
  const form = await readForm(request, bodies);
  const file = form.get("file");
  if (!(file instanceof File))
    throw new ApiError("invalid_request_error", "Send the recording as the field `file` of the form.", {
      param: "file",
    });
  const texts = [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string");
  const body = parseBody(fields, Object.fromEntries(texts));
  const spoken = spokenLanguage(body.language);
  const found = findModel(body.model ?? null);
  const { segments, durationMs } = await options.transcribe(
    {
      file: {
        name: file.name,
        source: { type: "bytes", bytes: new Uint8Array(await file.arrayBuffer()) },
      },
      model: wantedModel(found),
      spoken,
      prompt: body.prompt ?? null,
      temperature: body.temperature,
    },
    signal,
  );
  const answer = transcriptionResponse({ segments, durationMs, spoken }, body.response_format);
  return { type: "text", text: answer.body, mediaType: answer.mediaType };
}

function spokenLanguage(tag: string | undefined): SpokenLanguage | null {
  const primary = tag?.toLowerCase().split("-")[0] ?? "";
  return primary in spokenLanguages ? (primary as SpokenLanguage) : null;
}
