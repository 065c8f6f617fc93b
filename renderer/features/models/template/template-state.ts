import type { OriginalTemplate } from "../../../../shared/models/chat-template.ts";

export interface TemplateState {
  /** In the editor. */
  readonly text: string;
  /** Whether the model is used with another template than its own. */
  readonly isEdited: boolean;
  readonly isUnsaved: boolean;
  readonly canReset: boolean;
  /** What is saved for the text: null stands for the original. */
  readonly toSave: string | null;
}

/**
 * @param saved the edited template in the model's settings; null: none
 * @param draft what was typed since; null: nothing
 */
export function templateState(
  { original }: OriginalTemplate,
  saved: string | null,
  draft: string | null,
): TemplateState {
  const inUse = saved ?? original;
  const text = draft ?? inUse;
  return {
    text,
    isEdited: inUse !== original,
    isUnsaved: text !== inUse,
    canReset: saved !== null || text !== original,
    toSave: text === original ? null : text,
  };
}
