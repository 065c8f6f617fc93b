import type { OutputSyntax } from "../output-syntax.ts";
import { GemmaCallReader } from "./call-reader.ts";

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

/** The parts of Gemma's output: reasoning is a channel named `thought`. */
export const gemmaOutput: OutputSyntax = {
  reasoning: { open: "<|channel>", close: "<channel|>", name: "thought" },
  // After its calls, a model waits for results.
  turnTags: ["<|turn>", "<turn|>", "<|tool_response>"],
  calls: { open: "<|tool_call>", close: "<tool_call|>", newReader: () => new GemmaCallReader() },
};
