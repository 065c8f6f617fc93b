import { Template } from "@huggingface/jinja";
import type { Turn, TurnMedia } from "../../inference/prompt-turn.ts";
import { AppError, type ErrorData } from "../../ipc/result.ts";

/**
 * Template text may contain control tokens. Content is what users and models wrote and is always tokenized as
 * text.
 */
export type PromptSegment = TextSegment | { readonly kind: "media"; readonly medium: TurnMedia };

export interface TextSegment {
  readonly kind: "template" | "content";
  readonly text: string;
}

export interface PromptRequest {
  /** Blank: no system message. */
  readonly systemPrompt: string;
  /** Oldest first, without reasoning, which is never sent back. */
  readonly turns: readonly PromptTurn[];
  readonly thinking: boolean;
}

/** The texts of two control tokens; empty when the vocabulary lacks them. */
export interface TemplateTokens {
  readonly bosToken: string;
  readonly eosToken: string;
}

export type PromptTurn = Pick<Turn, "role" | "text" | "media">;

export interface PromptTemplate {
  /**
   * @throws AppError `engine-failed` {detail}: the template raises an exception for this conversation; with
   * `leftOut`, the index of the first of its non-blank messages that is missing from the prompt
   */
  render(request: PromptRequest): readonly PromptSegment[];
}

/**
 * Compiles a model's own Jinja chat template; do it once per model.
 *
 * The template never gets the content: it is rendered with placeholders, and the result is split at them. So
 * neither the template's string handling nor the tokenizer can take anything a user types for a part of the
 * template. What the template does to content (Gemma 4 trims it) is detected on the placeholder, which is
 * padded with whitespace, and applied to the content here. The media of a message come before its text, with
 * nothing in between, where the template puts them.
 *
 * @param variables further variables of the template, which override the usual ones
 * @throws AppError `model-load-failed` {detail}: the template does not parse
 */
export function compilePromptTemplate(
  source: string,
  tokens: TemplateTokens,
  variables: Readonly<Record<string, unknown>> = {},
): PromptTemplate {
  const template = parse(source);
  const [open, close] = freeMarks(source);
  const placeholders = new RegExp(`([\\v\\f]*)${open}(\\d+)${close}([\\v\\f]*)`, "gu");

  const render = (request: PromptRequest): readonly PromptSegment[] => {
    const contents: Content[] = [];
    const messages = messagesOf(request).map(({ role, text, media = [] }) => {
      // Blank content needs no placeholder, and a template may test whether there is content.
      if (isBlank(text) && media.length === 0) {
        return { role, content: text };
      }
      contents.push({ text, media });
      return { role, content: `${pad}${open}${contents.length - 1}${close}${pad}` };
    });
    const rendered = renderOrFail(template, {
      messages,
      add_generation_prompt: true,
      enable_thinking: request.thinking,
      bos_token: tokens.bosToken,
      eos_token: tokens.eosToken,
      ...variables,
    });
    return cut(rendered, placeholders, contents);
  };
  return { render };
}

/** Whitespace that every trim function removes and that no template writes itself. */
const pad = "\v\f\v";

interface Content {
  readonly text: string;
  readonly media: readonly TurnMedia[];
}

function messagesOf({
  systemPrompt,
  turns,
}: PromptRequest): readonly (Partial<Content> & { role: string; text: string })[] {
  const system = isBlank(systemPrompt) ? [] : [{ role: "system", text: systemPrompt }];
  return [...system, ...turns];
}

/**
 * Two private-use characters that the template does not contain, used as delimiters around the content's
 * index.
 */
function freeMarks(source: string): readonly [string, string] {
  const free: string[] = [];
  for (let code = 0xe000; free.length < 2; code++) {
    const mark = String.fromCharCode(code);
    if (!source.includes(mark)) {
      free.push(mark);
    }
  }
  return [free[0] ?? "", free[1] ?? ""];
}

function cut(rendered: string, placeholders: RegExp, contents: readonly Content[]): readonly PromptSegment[] {
  const segments: PromptSegment[] = [];
  const missing = new Set(contents.keys());
  let from = 0;
  for (const match of rendered.matchAll(placeholders)) {
    const [whole, before, index, after] = match;
    const { text, media } = contents[Number(index)] ?? { text: "", media: [] };
    missing.delete(Number(index));
    segments.push(
      { kind: "template", text: rendered.slice(from, match.index) },
      ...media.map((medium) => ({ kind: "media", medium }) as const),
      { kind: "content", text: trimmed(text, before === "", after === "") },
    );
    from = match.index + whole.length;
  }
  if (missing.size > 0) {
    throw templateFailure("it leaves out a part of the conversation", { leftOut: Math.min(...missing) });
  }
  segments.push({ kind: "template", text: rendered.slice(from) });
  return segments.filter((segment) => segment.kind === "media" || segment.text !== "");
}

/** Trims as llama.cpp's Jinja does: C's `isspace`, so no-break and ideographic spaces stay. */
function trimmed(text: string, atStart: boolean, atEnd: boolean): string {
  const start = atStart ? text.replace(/^[ \t\n\v\f\r]+/, "") : text;
  return atEnd ? start.replace(/[ \t\n\v\f\r]+$/, "") : start;
}

function isBlank(text: string): boolean {
  return !/[^ \t\n\v\f\r]/.test(text);
}

function parse(source: string): Template {
  try {
    return new Template(source);
  } catch (error) {
    const detail = errorDetail(error);
    throw new AppError("model-load-failed", `The model's chat template cannot be parsed: ${detail}`, {
      detail,
    });
  }
}

function renderOrFail(template: Template, context: Record<string, unknown>): string {
  try {
    return template.render(context);
  } catch (error) {
    throw templateFailure(errorDetail(error));
  }
}

function templateFailure(detail: string, data: ErrorData = {}): AppError {
  const message = `The model's chat template cannot render this conversation: ${detail}`;
  return new AppError("engine-failed", message, { detail, ...data });
}

const errorDetail = (error: unknown) => (error instanceof Error ? error.message : String(error));
