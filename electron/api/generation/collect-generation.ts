import { randomUUID } from "node:crypto";
import type { JsonObject } from "../../../shared/chat/message-part.ts";
import type { GenerationResult } from "../../../shared/inference/generation.ts";
import type { ApiGeneration } from "./start-generation.ts";

export interface GeneratedCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: JsonObject;
}

/** A whole generation, for answers that are not streamed. */
export interface CollectedGeneration {
  readonly text: string;
  readonly reasoning: string;
  readonly calls: readonly GeneratedCall[];
  readonly result: GenerationResult;
}

/** @throws as `ApiGeneration.result` */
export async function collectGeneration(generation: ApiGeneration): Promise<CollectedGeneration> {
  const texts = { text: "", reasoning: "" };
  const calls: GeneratedCall[] = [];
  let open: keyof typeof texts = "text";
  for await (const event of generation.events) {
    if (event.type === "part-started") open = event.partType;
    else if (event.type === "part-delta") texts[open] += event.text;
    else if (event.type === "tool-call")
      calls.push({ id: newCallId(), name: event.name, arguments: event.arguments });
  }
  return { ...texts, calls, result: await generation.result };
}

export function newCallId(): string {
  return newId("call_");
}

export function newId(prefix: string): string {
  return prefix + randomUUID().replaceAll("-", "");
}
