import { z } from "zod";
import type { ApiCall } from "../api-context.ts";
import { ApiError } from "../api-error.ts";
import { json, type ApiReply } from "../http/api-reply.ts";
import { parseBody } from "../http/parse-body.ts";

const controlRequest = z.object({ id: z.string(), action: z.string() });

/** `POST /v1/chat/completions/control`: ends the reasoning of a streamed answer that was asked for with `reasoning_control`. */
export async function controlChat({ context }: ApiCall, body: unknown): Promise<ApiReply> {
  const { id, action } = parseBody(controlRequest, body);
  if (action !== "reasoning_end")
    throw new ApiError("invalid_request_error", "action must be reasoning_end.", { param: "action" });
  const endReasoning = context.reasoningControls.get(id);
  if (endReasoning === undefined)
    throw new ApiError(
      "not_found_error",
      "No running answer has this id and was asked for with reasoning_control.",
      { param: "id" },
    );
  endReasoning();
  return json({ success: true, message: "The answer follows." });
}
