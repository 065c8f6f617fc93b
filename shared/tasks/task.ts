import type { ReplyTask } from "../chat/reply-task.ts";
import type { InBothLanguages } from "./prompt-language.ts";
import type { SpokenLanguage } from "./spoken-languages.ts";

/** Number of attachments of each kind. */
export interface Attached {
  readonly images: number;
  readonly recordings: number;
  readonly videos: number;
}

/** The options the user sets before a task runs. */
export interface TaskChoice {
  /** The spoken language; null: detected by the model. */
  readonly spoken: SpokenLanguage | null;
  /** The target language. */
  readonly target: SpokenLanguage;
}

/** How a reply is displayed. */
export type OutputView = "text" | "receipts" | "transcript" | "translation";

/** A one-click action on the attachments. Each task is a file in this folder. */
export interface Task {
  /** Stored with replies; must never change. */
  readonly name: string;
  readonly title: InBothLanguages<string>;
  readonly appliesTo: (attached: Attached) => boolean;
  /** The prompt, which the user sees and may edit. */
  readonly prompt: InBothLanguages<(choice: TaskChoice) => string>;
  /** What the user is asked for in the message box; absent: the prompt says all that is needed. */
  readonly asks?: InBothLanguages<string>;
  readonly choices: readonly (keyof TaskChoice)[];
  readonly settings: Omit<ReplyTask, "name">;
  /** Whether images get at least the budget of documents, because small print is lost otherwise. */
  readonly needsDetail: boolean;
  readonly view: OutputView;
}
