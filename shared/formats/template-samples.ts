import type { TemplateRequest, TemplateTurn } from "./prompt-template.ts";
import type { TemplateSituation } from "./template-problem.ts";

/** The conversation that the preview renders. */
export function previewConversation(thinking: boolean): TemplateRequest {
  return {
    systemPrompt: "You are a helpful assistant.",
    turns: [
      { role: "user", text: "What is the capital of France?" },
      { role: "assistant", text: "The capital of France is Paris." },
      { role: "user", text: "And of Italy?" },
    ],
    thinking,
  };
}

/** A conversation that a template is checked with; the texts of its messages differ. */
export interface TemplateSample {
  readonly situation: TemplateSituation;
  /** Whether every message fails with a template that cannot render this one. */
  readonly isEssential: boolean;
  readonly request: TemplateRequest;
}

const first: TemplateTurn = { role: "user", text: "first-question" };
const turns: readonly TemplateTurn[] = [
  first,
  { role: "assistant", text: "first-answer" },
  { role: "user", text: "second-question" },
  { role: "assistant", text: "second-answer" },
  { role: "user", text: "third-question" },
];
const image: TemplateTurn = {
  role: "user",
  text: "",
  media: [{ kind: "image", hash: "0".repeat(64), widthPx: 48, heightPx: 48, path: "" }],
};
const plain: TemplateRequest = { systemPrompt: "", turns, thinking: false };
const thinking = true;
const systemPrompt = "system-prompt";

export const templateSamples: readonly TemplateSample[] = [
  { situation: "one-message", isEssential: true, request: { ...plain, turns: [first] } },
  { situation: "several-turns", isEssential: true, request: plain },
  { situation: "system-prompt", isEssential: false, request: { ...plain, systemPrompt } },
  { situation: "thinking", isEssential: false, request: { ...plain, thinking } },
  { situation: "system-prompt", isEssential: false, request: { ...plain, systemPrompt, thinking } },
  { situation: "image", isEssential: false, request: { ...plain, turns: [image] } },
];
