import type { PromptTemplate } from "./prompt-template.ts";

/** Whether a template writes the declaration of a tool into the prompt. */
export function declaresTools(template: PromptTemplate): boolean {
  const name = "declared_tool";
  const parameters = {
    type: "object",
    properties: { a: { type: "string", description: "b" } },
    required: ["a"],
  };
  const tool = { type: "function", function: { name, description: "c", parameters } };
  try {
    const segments = template.render({
      systemPrompt: "",
      turns: [{ role: "user", text: "." }],
      thinking: false,
      tools: () => [tool],
    });
    return segments.some((segment) => segment.kind === "template" && segment.text.includes(name));
  } catch {
    return false;
  }
}
