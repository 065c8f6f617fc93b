import { chatCompletions } from "./chat/chat-completions.ts";
import { completions } from "./completions/completions.ts";
import { countMessageTokens, messages } from "./messages/messages.ts";
import { props } from "./models/props-route.ts";
import { notSupported } from "./not-supported.ts";
import { responses } from "./responses/responses.ts";
import {
  applyTemplate,
  countChatTokens,
  countResponsesTokens,
  detokenize,
  tokenize,
} from "./tokens/token-routes.ts";
import { transcriptions } from "./audio/transcriptions.ts";
import { controlChat } from "./chat/control-chat.ts";
import type { ApiCall } from "./api-context.ts";
import type { ErrorStyle } from "./error-body.ts";
import type { ApiReply } from "./http/api-reply.ts";
import { listModels, oneModel } from "./models/models-route.ts";
import { health } from "./health.ts";
import { metrics } from "./activity/metrics-route.ts";

export interface ApiRoute {
  readonly method: "GET" | "POST";
  readonly style: ErrorStyle;
  /** Answered without a key, and not listed among the requests. */
  readonly isPublic?: true;
  /** `raw`: the handler reads the body itself. */
  readonly body: "none" | "json" | "raw";
  readonly handle: (call: ApiCall, body: unknown) => Promise<ApiReply>;
}

const get = (handle: ApiRoute["handle"]): ApiRoute => ({
  method: "GET",
  style: "openai",
  body: "none",
  handle,
});
const post = (handle: ApiRoute["handle"]): ApiRoute => ({
  method: "POST",
  style: "openai",
  body: "json",
  handle,
});
const responsesPost = (handle: ApiRoute["handle"]): ApiRoute => ({ ...post(handle), style: "responses" });
const anthropic = (handle: ApiRoute["handle"]): ApiRoute => ({ ...post(handle), style: "anthropic" });

/** By path without `/v1`: every route is there with it and without it. */
const routes: Readonly<Record<string, ApiRoute>> = {
  "/health": { ...get(health), isPublic: true },
  "/models": get(listModels),
  "/metrics": get(metrics),
  "/chat/completions": post(chatCompletions),
  "/chat/completions/control": post(controlChat),
  "/chat/completions/input_tokens": post(countChatTokens),
  "/completions": post(completions),
  "/responses": responsesPost(responses),
  "/responses/input_tokens": responsesPost(countResponsesTokens),
  "/messages": anthropic(messages),
  "/messages/count_tokens": anthropic(countMessageTokens),
  "/props": get(props),
  "/tokenize": post(tokenize),
  "/detokenize": post(detokenize),
  "/apply-template": post(applyTemplate),
  "/embeddings": post(notSupported("There is no embedding model yet.")),
  "/rerank": post(notSupported("There is no model for reranking.")),
  "/audio/transcriptions": { ...post(transcriptions), body: "raw" },
};

/** null: there is no such route. */
export function routeOf(path: string): ApiRoute | null {
  const plain = path.replace(/^\/v1(?=\/)/, "").replace(/(?<=.)\/$/, "");
  if (Object.hasOwn(routes, plain)) return routes[plain] ?? null;
  const model = /^\/models\/(.+)$/.exec(plain)?.[1];
  return model === undefined ? null : get(oneModel(model));
}
