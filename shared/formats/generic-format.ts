import { AppError } from "../ipc/result.ts";
import type { TurnStep } from "../inference/prompt-turn.ts";
import type { ChatFormat, PromptRequest, RenderedPrompt } from "./chat-format.ts";
import type { OutputSyntax } from "./output-syntax.ts";
import { openStepsOf, turnsBefore } from "./open-steps.ts";
import { OutputParser, type ParserOptions } from "./output-parser.ts";
import {
  compilePromptTemplate,
  type PromptSegment,
  type PromptTemplate,
  type TemplateTokens,
} from "./prompt-template.ts";
import { content, tag, templateEnd, withJoinedContent } from "./turn-text.ts";

/**
 * For architectures without a format of their own. What a template can render works, and reasoning between
 * `<think>` and `</think>`, which most of them use; how calls and results are written is unknown.
 */
export class GenericFormat implements ChatFormat {
  readonly template: string;
  readonly tags: readonly string[];
  readonly reasoning: OutputSyntax["reasoning"];
  readonly turnTags = [];
  readonly calls = null;
  readonly tools = null;
  readonly declaresTools = false;
  readonly #compiled: PromptTemplate;

  /** @throws AppError `model-load-failed` {detail}: the template does not parse */
  constructor(template: string, tokens: TemplateTokens) {
    const { open, close } = think;
    const thinks = template.includes(open) && template.includes(close);
    this.template = template;
    this.reasoning = thinks ? think : null;
    this.tags = thinks ? [open, close] : [];
    this.#compiled = compilePromptTemplate(template, tokens);
  }

  render(request: PromptRequest): RenderedPrompt {
    request.turns.forEach(({ steps = [] }) => steps.forEach(refuseTools));
    const turns = turnsBefore(request.turns).map(({ steps = [], ...turn }) =>
      steps.length === 0 ? turn : { ...turn, text: answerOf(steps) },
    );
    const { systemPrompt, thinking } = request;
    const beforeTurn = this.#compiled.render({ systemPrompt, thinking, turns });
    const promptEnd = templateEnd(beforeTurn);
    const steps = openStepsOf(request.turns);
    if (steps.length === 0) {
      return { beforeTurn, openTurn: [], outputStart: { promptEnd, continues: null } };
    }
    const isOpen = promptEnd.lastIndexOf(think.open) > promptEnd.lastIndexOf(think.close);
    return { beforeTurn, ...this.#openTurn(steps, thinking, isOpen) };
  }

  newParser(options: ParserOptions): OutputParser {
    return new OutputParser(this, options);
  }

  /** Without known tags for it, reasoning is left out. */
  #openTurn(
    steps: readonly TurnStep[],
    thinking: boolean,
    isOpenAtStart: boolean,
  ): Pick<RenderedPrompt, "openTurn" | "outputStart"> {
    const segments: PromptSegment[] = [];
    let isOpen = isOpenAtStart && this.reasoning !== null;
    const last = steps.at(-1);
    for (const step of steps) {
      if (step.type === "reasoning" && this.reasoning !== null) {
        segments.push(...(isOpen ? [] : [tag(think.open), content("\n")]), content(step.text.trim()));
        isOpen = step === last && thinking;
        if (!isOpen) segments.push(content("\n"), tag(think.close), content("\n\n"));
      } else if (step.type === "text") {
        if (isOpen) segments.push(tag(think.close));
        isOpen = false;
        segments.push(content(step.text));
      }
    }
    const continues = isOpen ? "reasoning" : last?.type === "text" ? "text" : null;
    return { openTurn: withJoinedContent(segments), outputStart: { promptEnd: "", continues } };
  }
}

const think = { open: "<think>", close: "</think>", name: "" } as const;

const answerOf = (steps: readonly TurnStep[]) =>
  steps.map((step) => (step.type === "text" ? step.text : "")).join("");

function refuseTools({ type }: TurnStep): void {
  if (type === "tool-call" || type === "tool-result") {
    const detail = "It is not known how this model writes tool calls";
    throw new AppError("engine-failed", `The conversation cannot be rendered: ${detail}`, {
      detail,
      reason: "format-unsupported",
    });
  }
}
