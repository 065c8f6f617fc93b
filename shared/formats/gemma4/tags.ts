/** All of Gemma 4's control tags. Their token ids differ between files; look them up by text. */
export const gemmaTags: readonly string[] = [
  "<|turn>",
  "<turn|>",
  "<|channel>",
  "<channel|>",
  "<|think|>",
  "<|tool>",
  "<tool|>",
  "<|tool_call>",
  "<tool_call|>",
  "<|tool_response>",
  "<tool_response|>",
  '<|"|>',
  "<|image>",
  "<image|>",
  "<|image|>",
  "<|audio>",
  "<audio|>",
  "<|audio|>",
  "<|video|>",
];

/** The syntax of Gemma's tags. */
export const tagPattern = /^(?:<\|[^\s<>]+>|<[^\s<>]+\|>)$/;

/** The tags around reasoning, a channel named `thought`. */
export const reasoningTags = { open: "<|channel>", close: "<channel|>" } as const;
