import {
  choice,
  repeat,
  rule,
  sequence,
  text,
  token,
  type Expression,
} from "../../inference/json-schema/expression.ts";
import { GrammarRules } from "../../inference/json-schema/grammar-rules.ts";
import { Translator } from "../../inference/json-schema/translator.ts";
import type { ToolDeclaration } from "../../inference/tool-declaration.ts";
import { AppError } from "../../ipc/result.ts";
import type { CallRules } from "../chat-format.ts";
import { gemmaValues } from "./value-syntax.ts";

const open = token("<|tool_call>");
const close = token("<tool_call|>");

/**
 * The calls that fit their declarations, apart from rules that no grammar can hold (see `checkArguments`).
 * @param tools at least one
 */
export function gemmaCallRules(tools: readonly ToolDeclaration[], areParallel: boolean): CallRules {
  const rules = new GrammarRules("call-");
  const calls = tools.map(({ name, parameters }) => sequence(text(name), argumentsOf(parameters, rules)));
  const body = rules.add("body", sequence(text("call:"), choice(...calls), close), "");
  const more = rules.add("more", sequence(open, body), "");
  const opened = areParallel ? sequence(body, repeat(more, 0, null)) : body;
  rules.define(openedRule, opened, "");
  rules.define(callsRule, sequence(open, rule(openedRule)), "");
  return { calls: callsRule, opened: openedRule, rules: rules.finish() };
}

const callsRule = "calls";
const openedRule = "calls-opened";

function argumentsOf(parameters: ToolDeclaration["parameters"], rules: GrammarRules): Expression {
  const schema = { ...parameters, type: "object" };
  try {
    // On trial: some schemas have values that never end, or too many rules.
    const trial = new GrammarRules();
    trial.define("root", translated(schema, trial), "");
    trial.finish();
    return translated(schema, rules);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return translated({ type: "object" }, rules);
  }
}

const translated = (schema: ToolDeclaration["parameters"], rules: GrammarRules) =>
  new Translator(schema, { rules, syntax: gemmaValues, isLenient: true }).value();
