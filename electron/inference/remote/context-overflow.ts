/** What a server says of a prompt that does not fit in its context; null where it does not say. */
export interface ContextOverflow {
  readonly promptTokens: number | null;
  readonly contextTokens: number | null;
}

const words =
  /exceed_context_size|context[ _](?:length|size|window)|maximum (?:context|model) length|max_model_len|n_ctx|prompt (?:is )?too long/i;

const contextNumber = /(?:context (?:length|size|window)|n_ctx|max_model_len)\D{0,30}?(\d{3,})/i;
const promptNumber =
  /\((\d+) tokens\)|(\d+) in the messages|(?:contains?(?: at least)?|has|with|n_prompt_tokens\W+) ?(\d+)(?: input)? tokens?/i;

/** Reads a refused response; null: it is about something else. */
export function contextOverflow(status: number, body: string, says: string): ContextOverflow | null {
  if (status !== 400 && status !== 413 && status !== 422 && status !== 500) return null;
  if (!words.test(body)) return null;
  const own = ownFields(body);
  return {
    promptTokens: own.promptTokens ?? numberIn(promptNumber, says),
    contextTokens: own.contextTokens ?? numberIn(contextNumber, says),
  };
}

/** llama-server has fields for both. */
function ownFields(body: string): ContextOverflow {
  try {
    const { error } = JSON.parse(body) as { error?: { n_prompt_tokens?: unknown; n_ctx?: unknown } };
    const number = (value: unknown) => (typeof value === "number" ? value : null);
    return { promptTokens: number(error?.n_prompt_tokens), contextTokens: number(error?.n_ctx) };
  } catch {
    return { promptTokens: null, contextTokens: null };
  }
}

function numberIn(pattern: RegExp, text: string): number | null {
  // The groups are alternatives: one of them has the number.
  const found = pattern.exec(text)?.slice(1).join("") ?? "";
  return found === "" ? null : Number(found);
}
