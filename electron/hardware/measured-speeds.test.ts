import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { demoModelId } from "../../shared/models/model.ts";
import type { MeasuredMedium } from "../../shared/models/model-speeds.ts";
import { openLog } from "../home/log.ts";
import { MeasuredSpeeds } from "./measured-speeds.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-speeds-"));
});
afterEach(() => rm(folder, { recursive: true }));

const file = () => join(folder, "speeds.json");
const open = () => MeasuredSpeeds.open(file(), openLog(folder));
const reply = (change: { promptTokens?: number; ms?: number; media?: readonly MeasuredMedium[] }) => ({
  stats: {
    promptTokens: change.promptTokens ?? 10,
    reusedTokens: 0,
    generatedTokens: 5,
    timeToFirstTokenMs: change.ms ?? 100,
    tokensPerSecond: 5,
    contextUsedTokens: 15,
    contextSizeTokens: 100,
  },
  ...(change.media && { media: change.media }),
});

it("keeps what replies took over a restart, by model", async () => {
  const speeds = await open();
  speeds.record("a.gguf", reply({ promptTokens: 200, ms: 4_000 }));
  speeds.record(
    "a.gguf",
    reply({
      media: [
        { kind: "image", tokens: 280, ms: 14_000 },
        { kind: "audio", tokens: 100, ms: 2_000 },
      ],
    }),
  );
  speeds.record("b.gguf", reply({ promptTokens: 100, ms: 1_000 }));
  await speeds.dispose();
  const again = await open();
  expect(again.current["a.gguf"]).toEqual({
    msPerPromptToken: 20,
    images: [{ tokens: 280, ms: 14_000 }],
    msPerAudioToken: 20,
  });
  expect(again.current["b.gguf"]?.msPerPromptToken).toBe(10);
});

it("follows a computer that becomes slower or faster", async () => {
  const speeds = await open();
  for (let i = 0; i < 12; i++) {
    speeds.record("a.gguf", reply({ media: [{ kind: "image", tokens: 280, ms: i === 0 ? 14_000 : 7_000 }] }));
  }
  expect(speeds.current["a.gguf"]?.images[0]?.ms).toBeCloseTo(7_000, -2);
  await speeds.dispose();
});

it("learns nothing from short prompts, from prompts with media, or from the demo model", async () => {
  const speeds = await open();
  speeds.record("a.gguf", reply({ promptTokens: 20, ms: 4_000 }));
  speeds.record(demoModelId, reply({ promptTokens: 500, ms: 4_000 }));
  expect(speeds.current).toEqual({});
  const media: readonly MeasuredMedium[] = [{ kind: "image", tokens: 280, ms: 14_000 }];
  speeds.record("a.gguf", reply({ promptTokens: 500, ms: 20_000, media }));
  expect(speeds.current["a.gguf"]?.msPerPromptToken).toBeNull();
  await speeds.dispose();
});

it("begins anew with a damaged file or on another computer", async () => {
  await writeFile(file(), "{");
  expect((await open()).current).toEqual({});
  const speeds = await open();
  speeds.record("a.gguf", reply({ promptTokens: 200, ms: 4_000 }));
  await speeds.dispose();
  const stored = JSON.parse(await readFile(file(), "utf8")) as object;
  await writeFile(file(), JSON.stringify({ ...stored, processor: "Another" }));
  expect((await open()).current).toEqual({});
});
