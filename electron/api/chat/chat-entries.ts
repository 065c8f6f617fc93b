import { z } from "zod";
import type { JsonObject } from "../../../shared/chat/message-part.ts";
import { ApiError } from "../api-error.ts";
import type { AssistantStep, Content, Entry } from "../prompt/entry.ts";
import { budgetOfDetail } from "../prompt/image-detail.ts";
import type { ChatMessage, contentPart } from "./chat-request.ts";

type ChatContent = ChatMessage["content"];
type ContentPart = z.infer<typeof contentPart>;

/** @throws ApiError `invalid_request_error` */
export function entriesOfChat(messages: readonly ChatMessage[]): readonly Entry[] {
  return messages.map((message, index): Entry => {
    const param = `messages.${index}`;
    switch (message.role) {
      case "system":
      case "developer":
        return { role: "system", text: textOnly(message.content, param) };
      case "user":
        return { role: "user", content: contentOf(message.content, param) };
      case "assistant":
        return { role: "assistant", steps: stepsOf(message, param) };
      case "tool":
      case "function":
        return {
          role: "tool",
          callId: message.tool_call_id ?? message.name ?? "",
          content: contentOf(message.content, param),
          param,
        };
    }
  });
}

function stepsOf(
  message: Extract<ChatMessage, { role: "assistant" }>,
  param: string,
): readonly AssistantStep[] {
  const reasoning = message.reasoning_content ?? message.reasoning ?? "";
  const calls = (message.tool_calls ?? []).flatMap(({ id, function: call }, index): AssistantStep[] => {
    if (call === null || call === undefined) return [];
    const at = `${param}.tool_calls.${index}.function.arguments`;
    return [
      {
        type: "tool-call",
        callId: id ?? call.name,
        name: call.name,
        arguments: argumentsOf(call.arguments, at),
      },
    ];
  });
  return [
    ...(reasoning === "" ? [] : [{ type: "reasoning", text: reasoning } as const]),
    { type: "text", text: textOnly(message.content, param) },
    ...calls,
  ];
}

const jsonObject = z.record(z.string(), z.json());

/**
 * The arguments of a call, which clients send back as the text they received, or as an object.
 * @throws ApiError `invalid_request_error`
 */
export function argumentsOf(given: unknown, param: string): JsonObject {
  if (given === null || given === undefined || given === "") return {};
  let value: unknown = given;
  if (typeof given === "string") {
    try {
      value = JSON.parse(given) as unknown;
    } catch {
      throw new ApiError("invalid_request_error", `${param}: The arguments are not JSON.`, { param });
    }
  }
  const parsed = jsonObject.safeParse(value);
  if (!parsed.success)
    throw new ApiError("invalid_request_error", `${param}: The arguments are not a JSON object.`, { param });
  return parsed.data;
}

function contentOf(content: ChatContent, param: string): readonly Content[] {
  if (content === null || content === undefined) return [];
  if (typeof content === "string") return [{ type: "text", text: content }];
  return content.map((part, index) => partOf(part, `${param}.content.${index}`));
}

function partOf(part: ContentPart, param: string): Content {
  switch (part.type) {
    case "text":
    case "input_text":
    case "output_text":
      return { type: "text", text: part.text };
    case "refusal":
      return { type: "text", text: part.refusal };
    case "image_url": {
      const { url, detail = null } =
        typeof part.image_url === "string" ? { url: part.image_url } : part.image_url;
      return { type: "image", source: { type: "url", url }, budget: budgetOfDetail(detail), param };
    }
    case "input_audio":
      return { type: "audio", source: audioSource(part.input_audio.data), budget: null, param };
  }
}

/** Plain base64 by the specification; some clients send a data URI. */
function audioSource(data: string) {
  return data.startsWith("data:")
    ? ({ type: "url", url: data } as const)
    : ({ type: "base64", data } as const);
}

function textOnly(content: ChatContent, param: string): string {
  return contentOf(content, param)
    .map((part) => {
      if (part.type === "text") return part.text;
      throw new ApiError(
        "invalid_request_error",
        "Only messages of the user and of tools can have images and audio.",
        {
          param: part.param,
        },
      );
    })
    .join("\n\n");
}
