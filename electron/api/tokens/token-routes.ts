import { z } from "zod";
import type { ApiCall } from "../api-context.ts";
import { chatInput } from "../chat/chat-input.ts";
import { chatRequest } from "../chat/chat-request.ts";
import { apiText } from "../http/api-text.ts";
import { json, type ApiReply } from "../http/api-reply.ts";
import { parseBody } from "../http/parse-body.ts";
import { promptOfEntries } from "../prompt/prompt-of-entries.ts";
import { conversationOf } from "../responses/conversation-of.ts";
import { responsesInput } from "../responses/responses-input.ts";
import { responsesRequest } from "../responses/responses-request.ts";
import { countPromptTokens } from "./count-prompt-tokens.ts";
import { withTokenizer } from "./with-model.ts";

const model = z.string().nullish();
const tokenizeRequest = z.object({
  model,
  content: apiText.nullish(),
  /** vLLM's name of it. */
  prompt: apiText.nullish(),
  add_special: z.boolean().nullish(),
  parse_special: z.boolean().nullish(),
  with_pieces: z.boolean().nullish(),
});
const detokenizeRequest = z.object({ model, tokens: z.array(z.int().min(0)) });

/** `POST /tokenize`, with the fields of llama-server. */
export async function tokenize(call: ApiCall, body: unknown): Promise<ApiReply> {
  const request = parseBody(tokenizeRequest, body);
  const text = request.content ?? request.prompt ?? "";
  const how = { parsesTags: request.parse_special ?? true, addsBos: request.add_special ?? false };
  const tokens = await withTokenizer(call, request.model ?? null, (tokenizer) =>
    tokenizer.tokenize(text, how),
  );
  const withPieces = tokens.map(({ id, text: piece }) => ({ id, piece }));
  return json({ tokens: request.with_pieces === true ? withPieces : tokens.map(({ id }) => id) });
}

/** `POST /detokenize` */
export async function detokenize(call: ApiCall, body: unknown): Promise<ApiReply> {
  const { model: name, tokens } = parseBody(detokenizeRequest, body);
  return json({
    content: await withTokenizer(call, name ?? null, (tokenizer) => tokenizer.detokenize(tokens)),
  });
}

/** `POST /apply-template`: the prompt of a chat, as text. */
export async function applyTemplate(call: ApiCall, body: unknown): Promise<ApiReply> {
  const { options } = call.context;
  const input = chatInput(parseBody(chatRequest, body), options.defaults ?? {});
  const media = await call.media.resolve(input.entries, input.imageBudget);
  try {
    const rendered = promptOfEntries(input.entries, input, media.mediaOf);
    const prompt = await withTokenizer(call, input.modelName, (tokenizer) =>
      tokenizer.render(rendered, input.options.thinking),
    );
    return json({ prompt });
  } finally {
    media.release();
  }
}

/** `POST /v1/chat/completions/input_tokens` */
export async function countChatTokens(call: ApiCall, body: unknown): Promise<ApiReply> {
  return counted(
    await countPromptTokens(
      call,
      chatInput(parseBody(chatRequest, body), call.context.options.defaults ?? {}),
    ),
  );
}

/** `POST /v1/responses/input_tokens` */
export async function countResponsesTokens(call: ApiCall, body: unknown): Promise<ApiReply> {
  const request = parseBody(responsesRequest, body);
  const input = responsesInput(request, conversationOf(call, request), call.context.options.defaults ?? {});
  return counted(await countPromptTokens(call, input));
}

const counted = (tokens: number) => json({ object: "response.input_tokens", input_tokens: tokens });
