import { readText, sendRequest } from "./http-request.ts";
import type { RemoteModelParts } from "./remote-model-parts.ts";
import { authorization } from "./server-connection.ts";

const longestAnswer = 64 * 1024;

/** Asks llama-server to close the reasoning of a reply that it is generating. Returns whether it did. */
export async function endReasoning(
  { address, model }: Pick<RemoteModelParts, "address" | "model">,
  replyId: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const response = await sendRequest({
      method: "POST",
      url: `${address.url}/chat/completions/control`,
      headers: authorization(address),
      body: JSON.stringify({ id: replyId, action: "reasoning_end", model: model.name }),
      signal,
    });
    const answer = JSON.parse(await readText(response, longestAnswer)) as { success?: unknown };
    return response.statusCode === 200 && answer.success === true;
  } catch {
    return false;
  }
}
