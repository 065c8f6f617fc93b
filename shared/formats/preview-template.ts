import { AppError } from "../ipc/result.ts";
import { compilePromptTemplate, type TemplateTokens, type TextSegment } from "./prompt-template.ts";
import { previewConversation } from "./template-samples.ts";

/**
 * Renders a small conversation; without its system prompt where the template rejects that. Null: the template
 * cannot render it.
 */
export function previewTemplate(
  source: string,
  tokens: TemplateTokens,
  thinking: boolean,
): readonly TextSegment[] | null {
  const conversation = previewConversation(thinking);
  for (const request of [conversation, { ...conversation, systemPrompt: "" }]) {
    try {
      const segments = compilePromptTemplate(source, tokens).render(request);
      return segments.filter((segment) => segment.kind !== "media");
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
  return null;
}
