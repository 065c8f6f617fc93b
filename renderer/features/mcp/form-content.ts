import type { McpContent, McpField, McpForm } from "../../../shared/tools/mcp/mcp-question.ts";
import type { MessageCatalog } from "../../i18n/message-catalog.ts";

/** What a form contains before the user has changed anything. Numbers are typed as text. */
export function initialContent({ fields }: McpForm): McpContent {
  const entries = fields.flatMap(({ name, input }): readonly (readonly [string, McpContent[string]])[] => {
    const { initial } = input;
    return initial === null || initial === "" ? [] : [[name, initial]];
  });
  return Object.fromEntries(entries);
}

/** What is wrong with an answer, in words; null: nothing. */
export function fieldProblem(
  { input, isRequired }: McpField,
  value: McpContent[string] | undefined,
  words: MessageCatalog["mcp"]["fieldWrong"],
): string | null {
  if (value === undefined) return isRequired ? words.required : null;
  switch (input.type) {
    case "switch":
    case "choice":
      return null;
    case "choices": {
      const count = Array.isArray(value) ? value.length : 0;
      return count >= input.min && count <= input.max ? null : words.choices(input.min, input.max);
    }
    case "number":
      return isNumber(String(value), input) ? null : words.number;
    case "text": {
      const text = String(value);
      if (text.length < input.minLength || text.length > input.maxLength)
        return words.length(input.minLength, input.maxLength);
      if (input.format === "email") return /^[^\s@]+@[^\s@]+$/.test(text) ? null : words.email;
      if (input.format === "uri") return URL.canParse(text) ? null : words.uri;
      return input.format !== null && Number.isNaN(Date.parse(text)) ? words.date : null;
    }
  }
}

/** The answers as the server expects them: what was typed as a number is one. */
export function answersOf({ fields }: McpForm, content: McpContent): McpContent {
  const entries = fields.flatMap(({ name, input }) => {
    const value = content[name];
    return value === undefined ? [] : [[name, input.type === "number" ? Number(value) : value] as const];
  });
  return Object.fromEntries(entries);
}

/** Whether a field asks for something that no server may ask for in a form. */
export function looksSecret({ name, label, hint }: McpField): boolean {
  return /pass ?(?:word|phrase|code)|secret|api[ _-]?key|\bpin\b|credit card|card number|\bcvv\b|密码|密钥|口令|卡号/i.test(
    `${name} ${label} ${hint}`,
  );
}

function isNumber(
  text: string,
  { isInteger, min, max }: Extract<McpField["input"], { readonly type: "number" }>,
): boolean {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value) || (isInteger && !Number.isInteger(value))) return false;
  return (min === null || value >= min) && (max === null || value <= max);
}
