import { argumentsOf } from "../chat/chat-entries.ts";
import { parseBody } from "../http/parse-body.ts";
import type { AssistantStep, Content, Entry } from "../prompt/entry.ts";
import { budgetOfDetail } from "../prompt/image-detail.ts";
import { fullName } from "./namespaced-tools.ts";
import {
  callItem,
  messageItem,
  outputItem,
  reasoningItem,
  type ResponseContent,
  type ResponsesRequest,
} from "./responses-request.ts";

/**
 * The conversation that a request adds. Items of types that are not known here are left out: they belong to
 * tools that only other servers have.
 * @throws ApiError `invalid_request_error`
 */
export function entriesOfResponses({ input }: Pick<ResponsesRequest, "input">): readonly Entry[] {
  if (typeof input === "string") return [{ role: "user", content: [{ type: "text", text: input }] }];
  return input.flatMap((item, index) => entryOf(item, `input.${index}`));
}

function entryOf(item: { readonly type?: string | null | undefined }, param: string): readonly Entry[] {
  switch (item.type) {
    case "message":
    case null:
    case undefined: {
      const { role, content } = parseBody(messageItem, item, param);
      return [messageOf(role, contentOf(content, `${param}.content`))];
    }
    case "function_call": {
      const { call_id: callId, namespace, name: own, arguments: given } = parseBody(callItem, item, param);
      const name = namespace ? fullName({ namespace, name: own }) : own;
      return [
        assistant({ type: "tool-call", callId, name, arguments: argumentsOf(given, `${param}.arguments`) }),
      ];
    }
    case "function_call_output": {
      const { call_id: callId, output } = parseBody(outputItem, item, param);
      return [{ role: "tool", callId, content: contentOf(output, `${param}.output`), param }];
    }
    case "reasoning": {
      const { content, summary } = parseBody(reasoningItem, item, param);
      const texts = content && content.length > 0 ? content : (summary ?? []);
      return [assistant({ type: "reasoning", text: texts.map(({ text }) => text).join("\n\n") })];
    }
    default:
      return [];
  }
}

function messageOf(role: "user" | "assistant" | "system" | "developer", content: readonly Content[]): Entry {
  if (role === "user") return { role, content };
  const text = content.map((part) => (part.type === "text" ? part.text : "")).join("\n\n");
  return role === "assistant" ? assistant({ type: "text", text }) : { role: "system", text };
}

const assistant = (step: AssistantStep): Entry => ({ role: "assistant", steps: [step] });

function contentOf(content: ResponseContent, param: string): readonly Content[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return content.map((part, index): Content => {
    const at = `${param}.${index}`;
    switch (part.type) {
      case "refusal":
        return { type: "text", text: part.refusal };
      case "input_image":
        return {
          type: "image",
          source: { type: "url", url: part.image_url },
          budget: budgetOfDetail(part.detail ?? null),
          param: at,
        };
      case "input_audio":
        return {
          type: "audio",
          source: { type: "base64", data: part.input_audio.data },
          budget: null,
          param: at,
        };
      case "input_text":
      case "output_text":
      case "text":
      case "summary_text":
      case "reasoning_text":
        return { type: "text", text: part.text };
    }
  });
}
