import type { ReplyTask } from "../chat/reply-task.ts";
import type { SpokenLanguage } from "./spoken-languages.ts";

/** The languages that prompts, like everything on the screen, are written in. */
export type PromptLanguage = "en" | "zh-CN";
export type InBothLanguages<T> = Readonly<Record<PromptLanguage, T>>;

/** How many of each kind are attached. */
export interface Attached {
  readonly images: number;
  readonly recordings: number;
  readonly films: number;
}

/** What the person chooses before a task runs. */
export interface TaskChoice {
  /** What is spoken; null: the model finds out. */
  readonly spoken: SpokenLanguage | null;
  /** What to translate into. */
  readonly target: SpokenLanguage;
}

/** How a reply is shown. */
export type OutputView = "text" | "receipts" | "transcript" | "translation";

/** Something that is done with what is attached, in one click. Another one is a file like those beside this one. */
export interface Task {
  /** Kept with the replies that it asked for: never to be changed. */
  readonly name: string;
  readonly title: InBothLanguages<string>;
  readonly appliesTo: (attached: Attached) => boolean;
  /** What is asked, as the person reads and may change it. */
  readonly prompt: InBothLanguages<(choice: TaskChoice) => string>;
  readonly choices: readonly (keyof TaskChoice)[];
  readonly settings: Omit<ReplyTask, "name">;
  /** Whether pictures are looked at as closely as documents are: small print is lost otherwise. */
  readonly needsDetail: boolean;
  readonly view: OutputView;
}
