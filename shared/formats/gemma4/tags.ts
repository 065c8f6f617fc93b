/** Every tag Gemma 4 structures its text with. Their token ids differ between files: look them up by text. */
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

/** What text must look like to be a tag, in Gemma's way of writing them. */
export const tagPattern = /^(?:<\|[^\s<>]+>|<[^\s<>]+\|>)$/;
