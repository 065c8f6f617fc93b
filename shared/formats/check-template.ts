import { AppError } from "../ipc/result.ts";
import {
  compilePromptTemplate,
  type TemplateRequest,
  type PromptSegment,
  type PromptTemplate,
  type TemplateTokens,
} from "./prompt-template.ts";
import { generationCueProblem } from "./generation-cue.ts";
import { locateParseFailure, traceTemplate } from "./locate-failure.ts";
import { messageProblems } from "./message-problems.ts";
import type { TemplateProblem } from "./template-problem.ts";
import { templateSamples, type TemplateSample } from "./template-samples.ts";

/**
 * Checks a chat template before it is used, by rendering sample conversations. Errors are what would make
 * every message fail or lead to nonsense; warnings are what some chats cannot use. A template may loop for
 * minutes or fill the memory: call this where it can be ended.
 */
export function checkTemplate(source: string, tokens: TemplateTokens): readonly TemplateProblem[] {
  if (source.trim() === "") {
    return [problem("error", "blank")];
  }
  try {
    const template = compilePromptTemplate(source, tokens);
    return withoutRepeats([
      ...templateSamples.flatMap((sample) => sampleProblems(source, tokens, template, sample)),
      ...cueProblems(source, tokens),
      ...thinkingProblems(template),
    ]);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "model-load-failed") throw error;
    return [parseProblem(source, error)];
  }
}

/** Why the template cannot render one conversation; null: it can. */
function renderProblem(
  source: string,
  tokens: TemplateTokens,
  request: TemplateRequest,
): Pick<TemplateProblem, "code" | "line" | "detail"> | null {
  try {
    compilePromptTemplate(source, tokens).render(request);
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { leftOut, isOverBudget = false, detail = null } = error.data;
    if (isOverBudget === true) return { code: "too-slow", line: null, detail: null };
    if (typeof leftOut === "number") {
      return { code: "drops-message", line: null, detail: roleAt(request, leftOut) };
    }
    return { code: "does-not-render", line: failingLine(source, tokens, request), detail: asText(detail) };
  }
}

function parseProblem(source: string, error: AppError): TemplateProblem {
  const { line, unclosed } = locateParseFailure(source);
  return unclosed === null
    ? problem("error", "does-not-parse", { line, detail: asText(error.data["detail"] ?? null) })
    : problem("error", "unclosed-block", { line, detail: unclosed });
}

function sampleProblems(
  source: string,
  tokens: TemplateTokens,
  template: PromptTemplate,
  { situation, isEssential, request }: TemplateSample,
): readonly TemplateProblem[] {
  const severity = isEssential ? "error" : "warning";
  const segments = rendered(template, request);
  if (segments !== null) {
    return messageProblems(segments, request).map((code) =>
      problem(code === "repeats-message" ? "warning" : severity, code, { situation }),
    );
  }
  const failure = renderProblem(source, tokens, request);
  return failure === null ? [] : [problem(severity, failure.code, { situation, ...failure })];
}

function cueProblems(source: string, tokens: TemplateTokens): readonly TemplateProblem[] {
  const several = templateSamples.find(({ situation }) => situation === "several-turns")?.request;
  if (several === undefined) return [];
  const prompt = rendered(compilePromptTemplate(source, tokens), several);
  const withoutCue = compilePromptTemplate(source, tokens, { add_generation_prompt: false });
  if (prompt === null) return [];
  const code = generationCueProblem(prompt, rendered(withoutCue, several));
  return code === null ? [] : [problem(code === "no-turn-marks" ? "warning" : "error", code)];
}

function thinkingProblems(template: PromptTemplate): readonly TemplateProblem[] {
  const request = templateSamples[0]?.request;
  if (request === undefined) return [];
  const off = rendered(template, request);
  const on = rendered(template, { ...request, thinking: true });
  const isSame = off !== null && on !== null && JSON.stringify(off) === JSON.stringify(on);
  return isSame ? [problem("warning", "thinking-has-no-effect")] : [];
}

function rendered(template: PromptTemplate, request: TemplateRequest): readonly PromptSegment[] | null {
  try {
    return template.render(request);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function failingLine(source: string, tokens: TemplateTokens, request: TemplateRequest): number | null {
  const traced = traceTemplate(source);
  try {
    compilePromptTemplate(traced.source, tokens, traced.variables).render(request);
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return traced.line();
  }
}

/** The role of the non-blank message with this index. */
function roleAt({ systemPrompt, turns }: TemplateRequest, index: number): string {
  return [...(systemPrompt === "" ? [] : ["system"]), ...turns.map(({ role }) => role)][index] ?? "user";
}

/** Keeps the first problem of those that differ in the situation only. */
function withoutRepeats(problems: readonly TemplateProblem[]): readonly TemplateProblem[] {
  const seen = new Set<string>();
  return problems.filter(({ code, detail }) => {
    const key = `${code} ${detail}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function problem(
  severity: TemplateProblem["severity"],
  code: TemplateProblem["code"],
  rest: Partial<Omit<TemplateProblem, "severity" | "code">> = {},
): TemplateProblem {
  return { situation: null, line: null, detail: null, ...rest, severity, code };
}

const asText = (value: string | number | boolean | null) => (value === null ? null : String(value));
