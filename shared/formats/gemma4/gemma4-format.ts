import { Template } from "@huggingface/jinja";
import type { ChatFormat, PromptRequest, PromptTurn, RenderedPrompt } from "../chat-format.ts";
import { openStepsOf, turnsBefore } from "../open-steps.ts";
import { OutputParser, type ParserOptions } from "../output-parser.ts";
import {
  compilePromptTemplate,
  type PromptSegment,
  type PromptTemplate,
  type TemplateTokens,
  type TemplateTurn,
} from "../prompt-template.ts";
import { templateEnd } from "../turn-text.ts";
import { declaresTools } from "../declares-tools.ts";
import { declaredTools } from "./declared-tools.ts";
import { finishedTurn, openTurn } from "./open-turn.ts";
import { gemmaOutput, gemmaTags } from "./tags.ts";
import { gemmaTools } from "./tool-syntax.ts";

export class Gemma4Format implements ChatFormat {
  readonly template: string;
  readonly tags = gemmaTags;
  readonly reasoning = gemmaOutput.reasoning;
  readonly turnTags = gemmaOutput.turnTags;
  readonly calls = gemmaOutput.calls;
  readonly tools = gemmaTools;
  readonly declaresTools: boolean;
  readonly #compiled: PromptTemplate;
  readonly #reasoningEnd: string;

  /** @throws AppError `model-load-failed` {detail}: the template does not parse */
  constructor(template: string, tokens: TemplateTokens) {
    this.template = template;
    this.#compiled = compilePromptTemplate(template, tokens);
    this.#reasoningEnd = reasoningEndIn(template);
    this.declaresTools = declaresTools(this.#compiled);
  }

  render(request: PromptRequest): RenderedPrompt {
    const { thinking } = request;
    const turns = turnsBefore(request.turns).map(templateTurn);
    const { tools = [], ...rest } = request;
    const prompt = this.#compiled.render({
      ...rest,
      turns,
      ...(tools.length > 0 && this.declaresTools && { tools: declaredTools(tools) }),
    });
    const steps = openStepsOf(request.turns);
    const beforeTurn = steps[0]?.type === "reasoning" ? withoutEmptyThought(prompt) : prompt;
    const promptEnd = templateEnd(beforeTurn);
    if (steps.length === 0) {
      return { beforeTurn, openTurn: [], outputStart: { promptEnd, continues: null } };
    }
    const isInChannel = promptEnd.lastIndexOf("<|channel>") > promptEnd.lastIndexOf("<channel|>");
    const reasoningEnd = this.#reasoningEnd;
    const { segments, outputStart } = openTurn(steps, { thinking, isInChannel, reasoningEnd });
    return { beforeTurn, openTurn: segments, outputStart };
  }

  newParser(options: ParserOptions): OutputParser {
    return new OutputParser(this, options);
  }
}

function templateTurn({ steps = [], ...turn }: PromptTurn): TemplateTurn {
  return steps.length === 0 ? turn : { ...turn, segments: finishedTurn(steps) };
}

/** The empty thought is the cue for an answer without reasoning. */
function withoutEmptyThought(segments: readonly PromptSegment[]): readonly PromptSegment[] {
  const last = segments.at(-1);
  if (last?.kind !== "template") return segments;
  const text = last.text.replace(/<\|channel>thought\s*<channel\|>\s*$/, "");
  return [...segments.slice(0, -1), { ...last, text }];
}

/** What a template writes after reasoning; "" for templates that drop it, as the first ones of Gemma 4 do. */
function reasoningEndIn(template: string): string {
  const mark = "\ue000";
  const call = { id: "1", type: "function", function: { name: "f", arguments: {} } };
  const reply = { content: "", reasoning: mark, reasoning_content: mark, tool_calls: [call] };
  try {
    const rendered = new Template(template).render({
      messages: [
        { role: "user", content: "." },
        { role: "assistant", ...reply },
        { role: "tool", tool_call_id: "1", content: "." },
      ],
      enable_thinking: true,
      bos_token: "",
      eos_token: "",
    });
    return /\ue000(\s*)<channel\|>/.exec(rendered)?.[1] ?? "";
  } catch {
    return "";
  }
}
