/**
 * Matches control tags as Gemma and others write them, so that those that users type can be found and split.
 */
export const tagPattern = /^(?:<\|[^\s<>]+>|<[^\s<>]+\|>|<\/?think>)$/;

/** Whether a text may contain a tag. */
export const mayContainTag = (text: string) => /<\||\|>|think>/.test(text);
