import type { ApiCall } from "../api-context.ts";
import type { ApiReply } from "../http/api-reply.ts";

/** `GET /metrics`, for Prometheus. */
export async function metrics({ context }: ApiCall): Promise<ApiReply> {
  return { type: "text", text: context.metrics.text(), mediaType: "text/plain; version=0.0.4" };
}
