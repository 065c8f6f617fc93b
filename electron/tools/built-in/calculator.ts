import { calculate } from "../../../shared/tools/calculator/calculate.ts";
import { ExpressionError } from "../../../shared/tools/calculator/expression-error.ts";
import { textArgument } from "../text-argument.ts";
import { failed, succeeded } from "../tool-output.ts";
import type { Tool } from "../tool.ts";

export const calculator: Tool = {
  declaration: {
    name: "calculate",
    description:
      "Evaluates an arithmetic expression exactly. Use it for every calculation. Operators: + - * / % ^ ! and parentheses; " +
      "20% is a percentage; functions such as sqrt, round(x, decimals), min, max, sum, mean, ln, log, sin (radians).",
    parameters: {
      type: "object",
      properties: {
        expression: { type: "string", description: "For example (1299.50 - 15%*1299.50) / 12" },
      },
      required: ["expression"],
      additionalProperties: false,
    },
  },
  title: null,
  access: "computes",
  async run(args) {
    try {
      return succeeded(calculate(textArgument(args, "expression")));
    } catch (thrown) {
      if (thrown instanceof ExpressionError) return failed(thrown.message);
      throw thrown;
    }
  },
};
