import type { GenerateRequest } from "../../shared/inference/engine-protocol.ts";
import type { ToolDeclaration } from "../../shared/inference/tool-declaration.ts";

/** The declared tools that this generation may call. */
export function choosableTools({
  tools = [],
  toolChoice = "auto",
}: Pick<GenerateRequest, "tools" | "toolChoice">): readonly ToolDeclaration[] {
  if (toolChoice === "none") return [];
  return typeof toolChoice === "string" ? tools : tools.filter(({ name }) => name === toolChoice.name);
}

/** Whether the generation must end with a call. */
export const mustCall = (request: Pick<GenerateRequest, "tools" | "toolChoice">) =>
  choosableTools(request).length > 0 && (request.toolChoice ?? "auto") !== "auto";
