import { describe, expect, it } from "vitest";
import { Gemma4Format } from "../../../../shared/formats/gemma4/gemma4-format.ts";
import { OutputReader, tagTable, type TagTable } from "./output-reader.ts";

/** One token for each special text, and one for every other character. */
function vocabularyOf(special: readonly string[]) {
  return {
    tokenize: (text: string) => {
      const token = special.indexOf(text);
      return token >= 0 ? [token] : text.split("").map((letter) => 1000 + letter.charCodeAt(0));
    },
    detokenize: (tokens: readonly number[]) =>
      tokens.map((token) => special[token] ?? String.fromCharCode(token - 1000)).join(""),
    tokens: { bos: null, shouldPrependBosToken: false },
  };
}

const template = "{{ '<|turn>' }}…{{ '<turn|>' }}…{{ '<|channel>thought\\n<channel|>' }}";

const gemma = new Gemma4Format(template, { bosToken: "", eosToken: "" });

function read(special: readonly string[], written: readonly string[], tags?: TagTable) {
  const vocabulary = vocabularyOf(special);
  const reader = new OutputReader({
    detokenize: vocabulary.detokenize,
    tags: tags ?? tagTable(vocabulary, gemma),
    format: gemma,
    start: { promptEnd: "<|turn>model\n", continues: null },
  });
  const events = written.flatMap((text) => vocabulary.tokenize(text)).flatMap((token) => reader.push(token));
  events.push(...reader.end());
  const said = (part: string) =>
    events.map((event) => (event.type === "text" && event.part === part ? event.text : "")).join("");
  return { reasoning: said("reasoning"), answer: said("text"), isTurnOver: reader.isTurnOver };
}

const reply = ["<|channel>", "thought\nHm.", "<channel|>", "Hi. <chan", "nel|>"];

describe("OutputReader", () => {
  it("recognizes tags by token where the vocabulary has them", () => {
    expect(read(["<|turn>", "<turn|>", "<|channel>", "<channel|>"], reply)).toEqual({
      reasoning: "Hm.",
      answer: "Hi. <channel|>",
      isTurnOver: false,
    });
  });

  it("finds tags in the text where the vocabulary lacks them and the template uses them", () => {
    expect(read([], [...reply, "<turn|>", "more"])).toEqual({
      reasoning: "Hm.",
      answer: "Hi. ",
      isTurnOver: true,
    });
  });

  it("recognizes no tags in text when the template has none", () => {
    const tags = tagTable(vocabularyOf([]), {
      tags: gemma.tags,
      template: "[INST] {{ messages[0].content }} [/INST]",
    });
    expect(read([], reply, tags).answer).toBe(reply.join(""));
  });
});

it("does no more work per token in a long reply than in a short one", () => {
  const workPerToken = (tokens: number) => {
    let read = 0;
    const vocabulary = vocabularyOf([]);
    const reader = new OutputReader({
      detokenize: (some, before) => {
        read += some.length + before.length;
        return vocabulary.detokenize([...some]);
      },
      tags: tagTable(vocabulary, gemma),
      format: gemma,
      start: { promptEnd: "<|turn>model\n", continues: null },
    });
    for (let i = 0; i < tokens; i++) reader.push(1097);
    return read / tokens;
  };
  expect(workPerToken(20_000)).toBeLessThan(workPerToken(100) * 1.1);
});
