import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { conversations, type FixtureConversation } from "../tests/fixtures/conversations.ts";
import { fixtureModel, type FixtureModelName } from "../tests/fixtures/models.ts";

/**
 * Records which tokens llama.cpp itself makes of the fixture conversations, for the tests to compare with.
 * Usage: node scripts/record-prompts.ts --llama-server PATH
 *
 * PATH is the server of the very llama.cpp that node-llama-cpp was built from, which it ships as a git bundle:
 *   git clone node_modules/node-llama-cpp/llama/gitRelease.bundle DIR
 *   cmake -S DIR -B DIR/build -DLLAMA_CURL=OFF -DLLAMA_BUILD_UI=OFF && cmake --build DIR/build --target llama-server
 */
const { values } = parseArgs({ options: { "llama-server": { type: "string" } } });
const serverPath = values["llama-server"];
if (serverPath === undefined) {
  throw new Error("Say where llama-server is: --llama-server PATH");
}

/** Both kinds of template, each with a small vocabulary and with the real one. */
const models: readonly FixtureModelName[] = [
  "short",
  "short-appends-nothing",
  "real-vocabulary",
  "real-vocabulary-appends-nothing",
];

const recorded: Record<string, Record<string, readonly number[]>> = {};
for (const model of models) {
  recorded[model] = await withServer(serverPath, await fixtureModel(model), recordAll);
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

type Ask = <Answer>(route: string, body: object) => Promise<Answer>;

async function recordAll(ask: Ask): Promise<Record<string, readonly number[]>> {
  const ids: Record<string, readonly number[]> = {};
  for (const conversation of conversations) {
    ids[conversation.name] =
      conversation.hasTypedTags === true
        ? await segmentwise(ask, conversation)
        : await tokenize(ask, await render(ask, conversation), { add_special: true, parse_special: true });
  }
  return ids;
}

/**
 * The tokens of the template's text with control tokens, and of what was typed without. llama.cpp renders the template
 * around stand-ins; what they stand for is trimmed as its template engine would have done.
 */
async function segmentwise(ask: Ask, conversation: FixtureConversation): Promise<readonly number[]> {
  const typed: string[] = [];
  const standIn = (text: string) => `STANDIN${typed.push(text) - 1}END`;
  const rendered = await render(ask, {
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

/** llama.cpp finds user-defined tokens even in plain text; no other way keeps it from that than to cut them in two. */
function withoutUserDefinedTags(text: string): readonly string[] {
  return text.split(
    /(?<=<\|)(?=channel>|tool_call>|tool_response>|"\|>)|(?<=<channel|<tool_call|<tool_response)(?=\|>)/,
  );
}

async function render(ask: Ask, { systemPrompt, turns, thinking }: FixtureConversation): Promise<string> {
  const system = systemPrompt.trim() === "" ? [] : [{ role: "system", content: systemPrompt }];
  const { prompt } = await ask<{ prompt: string }>("apply-template", {
    messages: [...system, ...turns.map(({ role, text }) => ({ role, content: text }))],
    chat_template_kwargs: { enable_thinking: thinking },
  });
  return prompt;
}

async function tokenize(ask: Ask, content: string, options: object): Promise<readonly number[]> {
  const { tokens } = await ask<{ tokens: number[] }>("tokenize", { content, ...options });
  return tokens;
}

async function withServer<T>(path: string, modelPath: string, action: (ask: Ask) => Promise<T>): Promise<T> {
  const port = await freePort();
  const server = spawn(path, ["-m", modelPath, "--jinja", "--port", String(port), "-c", "512", "-t", "1"], {
    stdio: "ignore",
  });
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilReady(url);
    return await action(async (route, body) => {
      const response = await fetch(`${url}/${route}`, { method: "POST", body: JSON.stringify(body) });
      if (!response.ok) {
        throw new Error(`${route}: ${await response.text()}`);
      }
      return (await response.json()) as never;
    });
  } finally {
    server.kill();
  }
}

async function untilReady(url: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const isReady = await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) {
      return;
    }
    await setTimeout(100);
  }
  throw new Error("llama-server does not become ready");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
