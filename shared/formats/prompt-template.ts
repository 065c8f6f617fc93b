import { Template } from "@huggingface/jinja";
import { maxTemplateLength } from "../models/max-template-length.ts";
import type { Turn, TurnMedia } from "../inference/prompt-turn.ts";
import { AppError, type ErrorData } from "../ipc/result.ts";
import { OverBudget, renderWithin } from "./template-budget.ts";

/**
 * Template text may contain control tokens. Content is what users and models wrote and is always tokenized as
 * text.
 */
export type PromptSegment = TextSegment | { readonly kind: "media"; readonly medium: TurnMedia };

export interface TextSegment {
  readonly kind: "template" | "content";
  readonly text: string;
}

/** A conversation without an open turn. */
export interface TemplateRequest {
  /** Blank: no system message. */
  readonly systemPrompt: string;
  /** Oldest first. */
  readonly turns: readonly TemplateTurn[];
  readonly thinking: boolean;
  /** The template's variable `tools`; absent: not defined. */
  readonly tools?: TemplateTools;
}

/** What a template is given in place of a text that is content. */
export type MaskText = (text: string) => string;

/** Masks whatever others wrote: names, descriptions, values. Masks are sorted in the order of the calls. */
export type TemplateTools = (mask: MaskText) => unknown;

export interface TemplateTurn extends Pick<Turn, "role" | "text" | "media"> {
  /** Written in place of the text and the media. */
  readonly segments?: readonly PromptSegment[];
}

/** The texts of two control tokens; empty when the vocabulary lacks them. */
export interface TemplateTokens {
  readonly bosToken: string;
  readonly eosToken: string;
}

export interface PromptTemplate {
  /**
   * @throws AppError `engine-failed` {detail}: the template raises an exception for this conversation; with
   * `isOverBudget`, it takes too long or too much memory; with `leftOut`, the index of the first of its non-blank messages that is missing from the prompt
   */
  render(request: TemplateRequest): readonly PromptSegment[];
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
  // Where a template writes JSON, its escapes show that the content has to be escaped as well.
  const padding = String.raw`((?:[\v\f]|\\u000b|\\f)*)`;
  const placeholders = new RegExp(`${padding}${open}(\\d+)${close}${padding}`, "gu");

  const render = (request: TemplateRequest): readonly PromptSegment[] => {
    const contents: (readonly PromptSegment[])[] = [];
    const mask = (segments: readonly PromptSegment[]) => {
      contents.push(segments);
      const index = String(contents.length - 1).padStart(6, "0");
      return `${pad}${open}${index}${close}${pad}`;
    };
    const messages = messagesOf(request).map(({ role, text, ...turn }) => {
      const segments = turn.segments ?? segmentsOf(text, turn.media);
      // Blank content needs no placeholder, and a template may test whether there is content.
      if (isBlankContent(segments)) {
        return { role, content: text };
      }
      return { role, content: mask(segments) };
    });
    const messageCount = contents.length;
    const tools = request.tools?.((text) => (isBlank(text) ? text : mask([declared(text)])));
    const rendered = renderOrFail(template, {
      messages,
      add_generation_prompt: true,
      enable_thinking: request.thinking,
      ...(tools !== undefined && { tools }),
      bos_token: tokens.bosToken,
      eos_token: tokens.eosToken,
      ...variables,
    });
    return cut(rendered, placeholders, { contents, messageCount });
  };
  return { render };
}

/** Whitespace that every trim function removes and that no template writes itself. */
const pad = "\v\f\v";

function messagesOf({
  systemPrompt,
  turns,
}: TemplateRequest): readonly (Omit<TemplateTurn, "role"> & { readonly role: string })[] {
  const system = isBlank(systemPrompt) ? [] : [{ role: "system", text: systemPrompt }];
  return [...system, ...turns];
}

function segmentsOf(text: string, media: readonly TurnMedia[] = []): readonly PromptSegment[] {
  return [...media.map((medium) => ({ kind: "media", medium }) as const), { kind: "content", text }];
}

const isBlankContent = (segments: readonly PromptSegment[]) =>
  segments.every((segment) => segment.kind === "content" && isBlank(segment.text));

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

function cut(
  rendered: string,
  placeholders: RegExp,
  masked: { readonly contents: readonly (readonly PromptSegment[])[]; readonly messageCount: number },
): readonly PromptSegment[] {
  const segments: PromptSegment[] = [];
  const { contents, messageCount } = masked;
  const missing = new Set(Array.from({ length: messageCount }, (_, index) => index));
  let from = 0;
  for (const match of rendered.matchAll(placeholders)) {
    const [whole, before, index, after] = match;
    const content = contents[Number(index)] ?? [];
    missing.delete(Number(index));
    segments.push(
      { kind: "template", text: rendered.slice(from, match.index) },
      ...inPlace(content, before, after),
    );
    from = match.index + whole.length;
  }
  if (missing.size > 0) {
    throw templateFailure("it leaves out a part of the conversation", { leftOut: Math.min(...missing) });
  }
  segments.push({ kind: "template", text: rendered.slice(from) });
  return withJoinedTemplate(segments.filter((segment) => segment.kind === "media" || segment.text !== ""));
}

function inPlace(segments: readonly PromptSegment[], before = "", after = ""): readonly PromptSegment[] {
  const isJson = before.includes("\\");
  const trimmed = trimmedContent(segments, before === "", after === "");
  return isJson
    ? trimmed.map((segment) =>
        segment.kind === "media" ? segment : { ...segment, text: JSON.stringify(segment.text).slice(1, -1) },
      )
    : trimmed;
}

/** A plain name cannot form a control token, and is tokenized together with the template's text around it. */
const declared = (text: string): TextSegment => ({
  kind: /^[\w.-]+$/.test(text) ? "template" : "content",
  text,
});

function withJoinedTemplate(segments: readonly PromptSegment[]): readonly PromptSegment[] {
  const joined: PromptSegment[] = [];
  for (const segment of segments) {
    const last = joined.at(-1);
    if (segment.kind === "template" && last?.kind === "template") {
      joined[joined.length - 1] = { kind: "template", text: last.text + segment.text };
    } else {
      joined.push(segment);
    }
  }
  return joined;
}

/** The text after the media is trimmed as if there were none, as templates do. */
function trimmedContent(
  segments: readonly PromptSegment[],
  atStart: boolean,
  atEnd: boolean,
): readonly PromptSegment[] {
  const first = segments.findIndex(({ kind }) => kind !== "media");
  return segments.map((segment, i) =>
    segment.kind === "content"
      ? {
          ...segment,
          text: trimmed(segment.text, atStart && i === first, atEnd && i === segments.length - 1),
        }
      : segment,
  );
}

/** Trims as llama.cpp's Jinja does: C's `isspace`, so no-break and ideographic spaces stay. */
export function trimmed(text: string, atStart = true, atEnd = true): string {
  const start = atStart ? text.replace(/^[ \t\n\v\f\r]+/, "") : text;
  return atEnd ? start.replace(/[ \t\n\v\f\r]+$/, "") : start;
}

function isBlank(text: string): boolean {
  return !/[^ \t\n\v\f\r]/.test(text);
}

function parse(source: string): Template {
  try {
    if (source.length > maxTemplateLength)
      throw new Error(`It has more than ${maxTemplateLength} characters`);
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
    return renderWithin(template, context);
  } catch (error) {
    throw templateFailure(errorDetail(error), error instanceof OverBudget ? { isOverBudget: true } : {});
  }
}

function templateFailure(detail: string, data: ErrorData = {}): AppError {
  const message = `The model's chat template cannot render this conversation: ${detail}`;
  return new AppError("engine-failed", message, { detail, ...data });
}

const errorDetail = (error: unknown) => (error instanceof Error ? error.message : String(error));
