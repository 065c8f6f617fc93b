import { json, type ApiReply } from "./http/api-reply.ts";

/** `GET /health`: the server is up. Models are loaded when they are asked for. */
export async function health(): Promise<ApiReply> {
  return json({ status: "ok" });
}
