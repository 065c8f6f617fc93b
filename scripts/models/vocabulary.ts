import { bool, float32s, int32s, string, strings, uint32, type GgufValue } from "../gguf/gguf-value.ts";

/** Token types, numbered as in llama.cpp. */
const type = { normal: 1, unknown: 2, control: 3, userDefined: 4, byte: 6 } as const;

/** Gemma 4's control tokens with their types in the real vocabulary. */
const controlTokens: readonly (readonly [string, number])[] = [
  ["<|tool>", type.control],
  ["<tool|>", type.control],
  ["<|tool_call>", type.userDefined],
  ["<tool_call|>", type.userDefined],
  ["<|tool_response>", type.userDefined],
  ["<tool_response|>", type.userDefined],
  ['<|"|>', type.userDefined],
  ["<|think|>", type.control],
  ["<|channel>", type.userDefined],
  ["<channel|>", type.userDefined],
  ["<|turn>", type.control],
  ["<turn|>", type.control],
  ["<|image>", type.control],
  ["<image|>", type.control],
  ["<|image|>", type.control],
  ["<|audio>", type.control],
  ["<audio|>", type.control],
  ["<|audio|>", type.control],
  ["<|video|>", type.control],
];

export interface Vocabulary {
  readonly size: number;
  /** @throws when there is no such token; spaces are written as spaces */
  readonly idOf: (text: string) => number;
  readonly metadata: Readonly<Record<string, GgufValue>>;
}

/**
 * A small vocabulary of llama.cpp's SPM kind: control tokens, one token for every byte so that any text can
 * be encoded, and the given pieces of text. llama.cpp aborts when two tokens have the same text.
 */
export function spmVocabulary(pieces: readonly string[]): Vocabulary {
  const tokens: (readonly [string, number])[] = [
    ["<pad>", type.control],
    ["<eos>", type.control],
    ["<bos>", type.control],
    ["<unk>", type.unknown],
    ...controlTokens,
    ...Array.from({ length: 256 }, (_, byte) => [byteToken(byte), type.byte] as const),
    // Otherwise a space would take three byte tokens.
    [storedForm(" "), type.normal],
    ...pieces.map((piece) => [storedForm(piece), type.normal] as const),
  ];
  const ids = new Map(tokens.map(([text], id) => [text, id]));
  if (ids.size !== tokens.length) {
    throw new Error("Two tokens have the same text");
  }
  const idOf = (text: string) => {
    const id = ids.get(text) ?? ids.get(storedForm(text));
    if (id === undefined) {
      throw new Error(`No token has the text ${JSON.stringify(text)}`);
    }
    return id;
  };
  return {
    size: tokens.length,
    idOf,
    metadata: {
      "tokenizer.ggml.model": string("llama"),
      "tokenizer.ggml.tokens": strings(tokens.map(([text]) => text)),
      "tokenizer.ggml.scores": float32s(tokens.map((_, id) => -1000 - id)),
      "tokenizer.ggml.token_type": int32s(tokens.map(([, tokenType]) => tokenType)),
      "tokenizer.ggml.padding_token_id": uint32(0),
      "tokenizer.ggml.eos_token_id": uint32(1),
      "tokenizer.ggml.bos_token_id": uint32(2),
      "tokenizer.ggml.unknown_token_id": uint32(3),
      "tokenizer.ggml.eot_token_id": uint32(idOf("<turn|>")),
      "tokenizer.ggml.add_space_prefix": bool(false),
      "tokenizer.ggml.add_bos_token": bool(true),
    },
  };
}

export const byteToken = (byte: number) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`;

/** SPM vocabularies write a space as U+2581. */
const storedForm = (piece: string) => piece.replaceAll(" ", "\u2581");
