/** The languages of prompts and of the interface. */
export type PromptLanguage = "en" | "zh-CN";
export type InBothLanguages<T> = Readonly<Record<PromptLanguage, T>>;
