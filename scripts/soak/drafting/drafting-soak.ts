import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineModel } from "../../../electron/inference/local/host/engine-model.ts";
import { openLlamaLibrary, type LlamaLibrary } from "../../../electron/inference/local/host/llama-library.ts";
import { loadModel } from "../../../electron/inference/local/host/load-model.ts";
import type { Turn, TurnMedia } from "../../../shared/inference/prompt-turn.ts";
import { eagerDecoder, knowingDrafter } from "../../../tests/fixtures/guided-drafts.ts";
import { fixtureDrafter, fixtureModel, fixtureProjector } from "../../../tests/fixtures/models.ts";
import { forget, RecordedGeneration } from "../../../tests/fixtures/recorded-generation.ts";
import { storedClip, storedImage } from "../../../tests/fixtures/stored-media.ts";
import { indistinct, TokenMargins } from "../../../tests/fixtures/token-margins.ts";
import { seededRandom, type SeededRandom } from "../seeded-random.ts";
import type { Soak } from "../soak-report.ts";
import { draftedModels, randomTurn, type DraftedModel, type RandomTurn } from "./random-turns.ts";

/** Compares greedy replies of conversations with and without drafts of an MTP drafter and of prompt lookup. */
export const draftingSoak: Soak = {
  title: "Conversations with and without drafts",
  count: 200,
  async run({ count, seed, onProgress }) {
    const folder = await mkdtemp(join(tmpdir(), "facet-soak-drafting-"));
    const library = await openLlamaLibrary();
    const sums = draftedModels.map(({ name }) => ({ ...nothing, model: name }));
    const breaches: string[] = [];
    let done = 0;
    try {
      const media = await writeMedia(folder);
      for (const [place, drafted] of draftedModels.entries()) {
        const model = await load(library, drafted);
        const tally = sums[place] ?? { ...nothing, model: drafted.name };
        for (let number = place; number < count; number += draftedModels.length) {
          const conversation = { drafted, media: drafted.projector === undefined ? [] : media, number };
          breaches.push(
            ...(await converse(model, conversation, seededRandom(seed * 10_000 + number), tally)),
          );
          tally.conversations++;
          onProgress(++done);
        }
        await model.dispose();
      }
    } finally {
      await library.llama.dispose();
      await rm(folder, { recursive: true });
    }
    const total = (key: keyof typeof nothing) => sums.reduce((sum, row) => sum + row[key], 0);
    return {
      facts: {
        conversations: total("conversations"),
        replies: total("replies"),
        "tokens compared": total("tokens"),
        drafted: total("drafted"),
        accepted: total("accepted"),
        paused: total("pauses"),
        stopped: total("stops"),
        "set aside: two tokens nearer than the noise of batches": total("aside"),
        "largest difference of a token's log probability with and without drafts": Math.max(
          ...sums.map(({ noise }) => noise),
        ),
        "largest distance of two such tokens": Math.max(...sums.map(({ farthest }) => farthest)),
        "allowed distance": indistinct,
      },
      rows: sums.map((row) => ({ ...row, farthest: rounded(row.farthest), noise: rounded(row.noise) })),
      breaches,
    };
  },
};

const rounded = (value: number) => Number(value.toPrecision(2));

const nothing = {
  conversations: 0,
  replies: 0,
  tokens: 0,
  drafted: 0,
  accepted: 0,
  pauses: 0,
  stops: 0,
  aside: 0,
  farthest: 0,
  noise: 0,
};

type Tally = { -readonly [Key in keyof typeof nothing]: number };

async function load(library: LlamaLibrary, { name, projector, drafts }: DraftedModel): Promise<EngineModel> {
  const request = {
    modelId: name,
    modelPath: await fixtureModel(name),
    drafterPath: await fixtureDrafter(name, drafts),
    ...(projector && { projectorPath: await fixtureProjector(projector) }),
    contextLength: 1024,
    threads: 1,
  };
  const { signal } = new AbortController();
  const model = await loadModel(library, request, {
    onProgress: () => undefined,
    signal,
    scratchFolder: null,
  });
  const { drafter } = model.loaded.drafting;
  if (drafter.type === "unavailable") throw new Error(drafter.problem.message);
  return model;
}

async function writeMedia(folder: string): Promise<readonly TurnMedia[]> {
  const rgb = (shade: number) => new Uint8Array(96 * 48 * 3).map((_, at) => (at * shade) % 256);
  const clip = new Float32Array(32_000).map((_, at) => Math.sin(at / 10) / 3);
  return [
    await storedImage(folder, { widthPx: 96, heightPx: 48, rgb: rgb(7) }),
    await storedImage(folder, { widthPx: 96, heightPx: 48, rgb: rgb(31) }),
    await storedClip(folder, clip),
  ];
}

interface Conversation {
  readonly drafted: DraftedModel;
  readonly media: readonly TurnMedia[];
  readonly number: number;
}

/** First all replies without drafts, then all with drafts, each in the context that the one before has left. */
async function converse(
  model: EngineModel,
  { drafted, media, number }: Conversation,
  random: SeededRandom,
  tally: Tally,
): Promise<readonly string[]> {
  forget(model);
  let earlier: readonly Turn[] = [];
  const plain = [];
  for (let turns = 2 + Math.floor(random.below(3)); turns > 0; turns--) {
    const turn = randomTurn(random, drafted, earlier, media);
    const margins = new TokenMargins();
    const recorded = new RecordedGeneration(turn.request, {}, margins.decoder(model));
    const result = await recorded.run(model);
    const { text } = recorded.reply;
    earlier = [...(turn.request.turns ?? []), { role: "assistant", text }];
    plain.push({ turn, margins, tokens: recorded.tokens, text, result });
  }
  forget(model);
  const breaches: string[] = [];
  for (const [at, { turn, margins, tokens, text, result }] of plain.entries()) {
    const isKnowing = random.below(2) < 1;
    const knowing = { random, wrong: random.pick([0, 0.2, 0.5]) };
    const drafter = isKnowing
      ? knowingDrafter(tokens, result?.stats.promptTokens ?? 0, knowing)
      : model.drafting.drafter;
    const seen = new TokenMargins();
    const decoder = seen.decoder(model, eagerDecoder(random, drafter));
    const { recorded, stats, isStopped } = await runDrafted(model, turn, decoder, tally);
    tally.replies++;
    tally.drafted += stats.drafting?.drafted ?? 0;
    tally.accepted += stats.drafting?.accepted ?? 0;
    const differs = recorded.tokens.findIndex((token, place) => token !== tokens[place]);
    const equal = differs < 0 ? recorded.tokens : tokens.slice(0, differs);
    tally.noise = Math.max(tally.noise, margins.noise(seen, equal));
    tally.tokens += equal.length;
    const where = `${drafted.name}, conversation ${number}, reply ${at}`;
    if (differs >= 0) {
      const distance = margins.between(differs, recorded.tokens[differs], tokens[differs]);
      if (distance < indistinct) {
        tally.aside++;
        tally.farthest = Math.max(tally.farthest, distance);
      } else breaches.push(`${where}: token ${differs} differs, by ${distance}`);
    } else if (!isStopped && (recorded.tokens.length !== tokens.length || recorded.reply.text !== text))
      breaches.push(`${where}: it ends at token ${recorded.tokens.length} of ${tokens.length}`);
  }
  return breaches;
}

async function runDrafted(
  model: EngineModel,
  { request, pausesAt, stopsAt }: RandomTurn,
  startDecoder: ConstructorParameters<typeof RecordedGeneration>[2],
  tally: Tally,
) {
  const pauses = [...pausesAt];
  const recorded: RecordedGeneration = new RecordedGeneration(
    request,
    {
      beforeToken: (index, generation) => {
        if (index >= (pauses[0] ?? Infinity)) {
          pauses.shift();
          generation.pause();
        }
        if (index >= (stopsAt ?? Infinity)) recorded.abort.abort();
      },
    },
    startDecoder,
  );
  let result = await recorded.run(model);
  while (result === null) {
    tally.pauses++;
    await new RecordedGeneration({ turns: [{ role: "user", text: "Another chat." }], maxTokens: 5 }).run(
      model,
    );
    recorded.generation.continue();
    result = await recorded.run(model);
  }
  const isStopped = result.end === "stopped";
  if (isStopped) tally.stops++;
  return { recorded, stats: result.stats, isStopped };
}
