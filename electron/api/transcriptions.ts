import type { ApiCall } from "./api-context.ts";
import { ApiError } from "./api-error.ts";
import type { ApiReply } from "./http/api-reply.ts";

/** `POST /v1/audio/transcriptions`: handed to the part of the app that transcribes. */
export async function transcriptions({ context, request, response, signal }: ApiCall): Promise<ApiReply> {
  const { options, findModel, limits } = context;
  if (!options.transcribe)
    throw new ApiError("not_supported_error", "This server does not transcribe recordings.");
  await options.transcribe({ request, response, findModel, bodyLimitBytes: limits.bodyBytes, signal });
  return { type: "sent" };
}
