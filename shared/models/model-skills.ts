import { fallbackTemplate } from "../formats/gemma4/fallback-template.ts";

/** What a model can do beside answering. */
export interface ModelSkills {
  /** It reasons before it answers, and Facet separates the two. */
  readonly thinks: boolean;
  readonly callsTools: boolean;
}

/**
 * What the chat template in a file announces, without rendering it: listing a folder stays quick. Once the
 * model is loaded, its chat format decides.
 *
 * @param template null: the file has none
 */
export function modelSkills(architecture: string, template: string | null): ModelSkills {
  if (architecture === "gemma4") {
    return { thinks: true, callsTools: /\btools\b/.test(template ?? fallbackTemplate) };
  }
  // See GenericFormat: reasoning between these tags, and no tools.
  const thinks = template !== null && template.includes("<think>") && template.includes("</think>");
  return { thinks, callsTools: false };
}
