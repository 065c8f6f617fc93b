import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { conversations, type FixtureConversation } from "../tests/fixtures/conversations.ts";
import { fixtureModel, type FixtureModelName } from "../tests/fixtures/models.ts";
import { llamaServerPath, withLlamaServer, type Ask } from "./fidelity/llama-server.ts";
import { referenceText, referenceTokens, tokenize } from "./fidelity/reference-prompt.ts";

/**
 * Records llama-server's prompt tokens of the fixture conversations, which the tests compare with.
 * Usage: node scripts/record-prompts.ts --llama-server PATH
 */
const serverPath = llamaServerPath();

/** Both kinds of template, each with a small and with the real vocabulary. */
const models: readonly FixtureModelName[] = [
  "short",
  "short-appends-nothing",
  "real-vocabulary",
  "real-vocabulary-appends-nothing",
];

const recorded: Record<string, Record<string, readonly number[]>> = {};
for (const model of models) {
  const args = ["-m", await fixtureModel(model), "-c", "512"];
  recorded[model] = await withLlamaServer(serverPath, args, recordAll);
  console.log(`${model}: ${Object.keys(recorded[model]).length} conversations`);
}
const lines = Object.entries(recorded).map(([model, prompts]) => {
  const entries = Object.entries(prompts).map(
    ([name, ids]) => `${JSON.stringify(name)}:${JSON.stringify(ids)}`,
  );
  return `${JSON.stringify(model)}:{\n${entries.join(",\n")}\n}`;
});
const target = join(import.meta.dirname, "..", "tests", "fixtures", "expected", "prompts.json");
await writeFile(target, `{\n${lines.join(",\n")}\n}\n`);

async function recordAll(ask: Ask): Promise<Record<string, readonly number[]>> {
  const ids: Record<string, readonly number[]> = {};
  for (const conversation of conversations) {
    ids[conversation.name] =
      conversation.hasTypedTags === true
        ? await segmentwise(ask, conversation)
        : await referenceTokens(ask, conversation);
  }
  return ids;
}

/**
 * Tokenizes the template's text with control tokens, and the messages without. llama.cpp renders the template
 * around placeholders; their content is trimmed as its template engine would have done.
 */
async function segmentwise(ask: Ask, conversation: FixtureConversation): Promise<readonly number[]> {
  const typed: string[] = [];
  const standIn = (text: string) => `STANDIN${typed.push(text) - 1}END`;
  const rendered = await referenceText(ask, {
    ...conversation,
    systemPrompt: conversation.systemPrompt === "" ? "" : standIn(conversation.systemPrompt),
    turns: conversation.turns.map(({ role, text }) => ({ role, text: standIn(text) })),
  });
  const ids: number[] = [];
  for (const [i, piece] of rendered.split(/STANDIN(\d+)END/).entries()) {
    const isTyped = i % 2 === 1;
    const text = isTyped
      ? (typed[Number(piece)] ?? "").replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, "")
      : piece;
    const options = { add_special: i === 0, parse_special: !isTyped };
    for (const part of isTyped ? withoutUserDefinedTags(text) : [text]) {
      ids.push(...(await tokenize(ask, part, options)));
    }
  }
  return ids;
}

/**
 * llama.cpp matches user-defined tokens even in plain text; the only way to prevent that is to split them.
 */
function withoutUserDefinedTags(text: string): readonly string[] {
  return text.split(
    /(?<=<\|)(?=channel>|tool_call>|tool_response>|"\|>)|(?<=<channel|<tool_call|<tool_response)(?=\|>)/,
  );
}
