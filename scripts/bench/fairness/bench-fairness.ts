import { mkdir, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { InferenceRequest } from "../../../electron/inference/inference-request.ts";
import type { InferenceService } from "../../../electron/inference/inference-service.ts";
import type { Priority } from "../../../electron/inference/scheduler.ts";
import type { Turn } from "../../../shared/inference/prompt-turn.ts";
import { fixtureModel } from "../../../tests/fixtures/models.ts";
import { randomPrompt } from "../random-prompt.ts";
import { median } from "../statistics.ts";
import { startBackgroundLoad } from "./background-load.ts";
import { openInference } from "./open-inference.ts";
import { timedRequest, type RequestTimes } from "./timed-request.ts";
import { plainOptions } from "../../../tests/fixtures/generate-request.ts";

const usage = `npm run bench -- fairness [--model FILE] [--prompt N] [--rounds N]
FILE is written by \`node scripts/make-model.ts e2b FILE\`; default: a small model.`;

const modelId = "measured.gguf";
const contextTokens = 4096;
const backgroundRequests = 20;
const barMs = 1_000;

/** How one message fared, in ms. */
interface Wait {
  /** From Send to the first text. */
  readonly firstTextMs: number;
  /** Until the background request was interrupted. */
  readonly pauseMs: number;
  /** Parking the context of the interrupted request, and restoring the chat's. */
  readonly contextMs: number;
  /** Evaluating what was new in the prompt, and the first token. */
  readonly prefillMs: number;
  readonly reusedTokens: number;
}

/**
 * How long a message in a window waits for its first text on an idle engine, and while one background request
 * generates and nineteen are queued. In both cases the context of its chat is parked when it is sent. The
 * message is sent to the inference service; `bench engine` measures the way from the page to there and back.
 */
export async function benchFairness(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      model: { type: "string" },
      prompt: { type: "string", default: "512" },
      rounds: { type: "string", default: "5" },
    },
  });
  const [promptTokens, rounds] = [values.prompt, values.rounds].map(Number);
  if (!promptTokens || !rounds) throw new Error(usage);
  const opened = await openInference(modelId, values.model ?? (await fixtureModel("endless")));
  const { inference } = opened;
  const idle: Wait[] = [];
  const busy: Wait[] = [];
  const chat: Turn[] = [];
  /** Sends the next message of the chat. */
  const send = async (text: string) => {
    chat.push({ role: "user", text });
    // The engine keeps the context of a chat for its next turn, so every turn has to follow the one before. A
    // reply of one token leaves no token in the context that its text might not be split into again.
    const times = await timedRequest(inference, requestOf("interactive", chat, 1));
    chat.push({ role: "assistant", text: times.text });
    return times;
  };
  try {
    await send(randomPrompt(promptTokens, 0));
    for (let round = 1; round <= rounds; round++) {
      await timedRequest(inference, questionOf(randomPrompt(16, round)));
      idle.push(waitOf(await send(randomPrompt(8, round)), null));
      const long = randomPrompt(promptTokens, 1_000 + round);
      busy.push(await waitBesideOthers(inference, long, () => send(randomPrompt(8, 2_000 + round))));
      process.stderr.write(`\rround ${round} of ${rounds}    `);
    }
  } finally {
    process.stderr.write("\n");
    await opened.dispose();
  }
  const rows = { idle: medians(idle), "20 background requests": medians(busy) };
  const differenceMs = rows["20 background requests"].firstTextMs - rows.idle.firstTextMs;
  const isRestored = [...idle, ...busy].every(({ reusedTokens }) => reusedTokens > promptTokens / 2);
  const isMet = differenceMs <= barMs && isRestored;
  console.table(rows);
  console.log(
    `${isMet ? "ok  " : "MISS"} the difference is ${differenceMs.toFixed(1)} ms; bar: ≤ ${barMs} ms`,
  );
  if (!isRestored) console.log("The context of the chat was evaluated again instead of being restored.");
  await mkdir(".cache/bench", { recursive: true });
  const record = { at: new Date().toISOString(), promptTokens, rounds, rows, differenceMs, idle, busy };
  await writeFile(".cache/bench/fairness.json", `${JSON.stringify(record, null, 2)}\n`);
  return isMet;
}

async function waitBesideOthers(
  inference: InferenceService,
  longText: string,
  send: () => Promise<RequestTimes>,
): Promise<Wait> {
  const long = requestOf("background", [{ role: "user", text: longText }], null);
  const others = Array.from({ length: backgroundRequests - 1 }, (_, i) => questionOf(`request ${i}`));
  const load = await startBackgroundLoad(inference, [long, ...others]);
  try {
    const times = await send();
    const pausedAtMs = load.pausedAtMs();
    if (pausedAtMs === null) throw new Error("The background request ended before it was interrupted");
    return waitOf(times, pausedAtMs);
  } finally {
    await load.stop();
  }
}

/** A short request of another consumer. */
function questionOf(text: string): InferenceRequest {
  return requestOf("background", [{ role: "user", text }], 1);
}

function requestOf(priority: Priority, turns: readonly Turn[], maxTokens: number | null): InferenceRequest {
  return {
    model: { modelId, modelName: modelId, contextLength: contextTokens },
    priority,
    whenMemoryShort: "refuse",
    prepare: () => ({
      prompt: { systemPrompt: "", turns: [...turns] },
      options: { ...plainOptions, maxTokens },
    }),
  };
}

function waitOf(times: RequestTimes, pausedAtMs: number | null): Wait {
  const { sentAtMs, readyAtMs, contextAtMs, firstTextAtMs, stats } = times;
  return {
    firstTextMs: firstTextAtMs - sentAtMs,
    pauseMs: pausedAtMs === null ? 0 : pausedAtMs - sentAtMs,
    contextMs: contextAtMs - readyAtMs,
    prefillMs: firstTextAtMs - contextAtMs,
    reusedTokens: stats.reusedTokens,
  };
}

function medians(waits: readonly Wait[]): Wait {
  const of = (value: (wait: Wait) => number) => Math.round(median(waits.map(value)) * 10) / 10;
  return {
    firstTextMs: of(({ firstTextMs }) => firstTextMs),
    pauseMs: of(({ pauseMs }) => pauseMs),
    contextMs: of(({ contextMs }) => contextMs),
    prefillMs: of(({ prefillMs }) => prefillMs),
    reusedTokens: of(({ reusedTokens }) => reusedTokens),
  };
}
