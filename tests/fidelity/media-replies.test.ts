import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openLlamaLibrary, type LlamaLibrary } from "../../electron/inference/local/host/llama-library.ts";
import type { TurnMedia } from "../../shared/inference/prompt-turn.ts";
import { describeWithAddon } from "../fixtures/describe-with-addon.ts";
import type { FidelityConversation } from "../fixtures/fidelity/conversations.ts";
import { engineModel } from "../fixtures/fidelity/engine-model.ts";
import { followConversation, type Difference } from "../fixtures/fidelity/follow-reply.ts";
import { mediaPairs } from "../fixtures/fidelity/media-pairs.ts";
import { recordedReplies } from "../fixtures/fidelity/recorded-replies.ts";
import type { SampleMedium } from "../fixtures/fidelity/sample-media.ts";
import { fixtureModel, fixtureProjector } from "../fixtures/models.ts";
import { upsideDown } from "../fixtures/png-pixels.ts";
import { storedClip, storedImage } from "../fixtures/stored-media.ts";

const recorded = recordedReplies("media-replies");

let library: LlamaLibrary;
let folder = "";
beforeAll(async () => {
  library = await openLlamaLibrary();
  folder = await mkdtemp(join(tmpdir(), "facet-fidelity-"));
});
afterAll(async () => {
  await library.llama.dispose();
  await rm(folder, { recursive: true });
});

const stored = async (medium: SampleMedium): Promise<TurnMedia> =>
  medium.kind === "image"
    ? storedImage(folder, await medium.pixels())
    : storedClip(folder, await medium.samples());

const storedBackwards = async (medium: SampleMedium): Promise<TurnMedia> =>
  medium.kind === "image"
    ? storedImage(folder, upsideDown(await medium.pixels()))
    : storedClip(folder, (await medium.samples()).reverse());

describeWithAddon("the engine's replies to images and clips equal llama-server's, token for token", () => {
  it.each(mediaPairs)(
    "$name: equal except where the best two logits differ by less than $tolerance",
    { timeout: 180_000 },
    async ({ name, model: modelName, projector, conversations, tolerance }) => {
      const model = await engineModel(
        library,
        await fixtureModel(modelName),
        await fixtureProjector(projector),
      );
      const differences: Difference[] = [];
      let tokens = 0;
      let replies = 0;
      for (const conversation of conversations) {
        model.context.clear();
        const expected = recorded[name]?.[conversation.name] ?? [];
        const compared = await followConversation(model, conversation, expected, stored);
        differences.push(...compared.differences);
        tokens += compared.tokens;
        replies += expected.length;
      }
      await model.dispose();
      const isClose = ({ gap }: Difference) => gap !== null && gap < tolerance;
      console.log(
        `${name}: ${tokens} tokens of ${replies} replies compared, ${differences.filter(isClose).length} excluded`,
      );
      expect(differences.filter((difference) => !isClose(difference))).toEqual([]);
      expect(replies).toBeGreaterThanOrEqual(20);
    },
  );

  it.each(mediaPairs)("$name: replies differ for other media", async (pair) => {
    const { name, model: modelName, projector, conversations, tolerance } = pair;
    const model = await engineModel(
      library,
      await fixtureModel(modelName),
      await fixtureProjector(projector),
    );
    for (const conversation of firstOfEachKind(conversations)) {
      const replies = recorded[name]?.[conversation.name] ?? [];
      const { differences } = await followConversation(model, conversation, replies, storedBackwards);
      expect(differences.filter(({ gap }) => gap === null || gap > tolerance).length).toBeGreaterThan(0);
    }
    await model.dispose();
  });
});

function firstOfEachKind(conversations: readonly FidelityConversation[]): readonly FidelityConversation[] {
  const kinds = ["image", "audio"] as const;
  const first = kinds.map((kind) =>
    conversations.find(({ messages }) => messages[0]?.media.some((medium) => medium.kind === kind)),
  );
  return first.filter((conversation) => conversation !== undefined);
}
