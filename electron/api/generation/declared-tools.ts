import type { z } from "zod";
import type { GenerateOptions, ToolChoice } from "../../../shared/inference/generate-options.ts";
import type { ToolDeclaration } from "../../../shared/inference/tool-declaration.ts";
import { ApiError } from "../api-error.ts";
import type { functionTool } from "../chat/chat-request.ts";

export interface DeclaredTools {
  readonly tools: readonly ToolDeclaration[];
  readonly options: Pick<GenerateOptions, "toolChoice" | "parallelToolCalls">;
}

/** @throws ApiError `invalid_request_error`: two tools of one name */
export function declarations(functions: readonly z.infer<typeof functionTool>[]): readonly ToolDeclaration[] {
  const tools = functions.map(({ name, description, parameters }) => ({
    name,
    description: description ?? "",
    parameters: parameters ?? { type: "object", properties: {} },
  }));
  const twice = tools.find(({ name }, index) => tools.findIndex((other) => other.name === name) !== index);
  if (twice === undefined) return tools;
  throw new ApiError("invalid_request_error", `Two tools are called ${twice.name}.`, { param: "tools" });
}

/**
 * Without tools, what is said about calls means nothing, except that one must be made.
 * @param choice undefined: not said
 * @throws ApiError `invalid_request_error`: it names a tool that is not declared
 */
export function declaredTools(
  tools: readonly ToolDeclaration[],
  choice: ToolChoice | undefined,
  parallel: boolean | null | undefined,
): DeclaredTools {
  const name = typeof choice === "object" ? choice.name : null;
  const isMissing =
    name === null ? choice === "required" && tools.length === 0 : !tools.some((tool) => tool.name === name);
  if (isMissing) {
    const what =
      name === null ? "a call is required, but no function is declared" : `there is no function ${name}`;
    throw new ApiError("invalid_request_error", `tool_choice: ${what} in tools.`, { param: "tool_choice" });
  }
  if (tools.length === 0) return { tools, options: {} };
  return {
    tools,
    options: {
      ...(choice !== undefined && { toolChoice: choice }),
      ...(parallel !== null && parallel !== undefined && { parallelToolCalls: parallel }),
    },
  };
}
