import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLlamaLibrary, type LlamaLibrary } from "../../electron/inference/local/host/llama-library.ts";
import { textConversations } from "../fixtures/fidelity/conversations.ts";
import { engineModel } from "../fixtures/fidelity/engine-model.ts";
import { followConversation, type Difference } from "../fixtures/fidelity/follow-reply.ts";
import { textFidelityModels, type TextFidelityModel } from "../fixtures/fidelity/models.ts";
import { recordedReplies } from "../fixtures/fidelity/recorded-replies.ts";
import { fixtureModel } from "../fixtures/models.ts";

const recorded = recordedReplies("replies");

let library: LlamaLibrary;
beforeAll(async () => {
  library = await openLlamaLibrary();
});
afterAll(() => library.llama.dispose());

describe("the recorded replies of llama-server", () => {
  it("cover 30 conversations of one to five messages, half of them with thinking", () => {
    expect(textConversations).toHaveLength(30);
    expect(new Set(textConversations.map(({ messages }) => messages.length))).toEqual(
      new Set([1, 2, 3, 4, 5]),
    );
    expect(textConversations.filter(({ thinking }) => thinking)).toHaveLength(15);
  });
});

describe("the engine's replies equal llama-server's, token for token", () => {
  it.each(Object.entries(textFidelityModels) as [TextFidelityModel, number][])(
    "%s: equal except where the best two logits differ by less than %f",
    { timeout: 180_000 },
    async (name, tolerance) => {
      const model = await engineModel(library, await fixtureModel(name));
      const differences: Difference[] = [];
      let tokens = 0;
      for (const conversation of textConversations) {
        model.context.clear();
        const replies = recorded[name]?.[conversation.name] ?? [];
        const compared = await followConversation(model, conversation, replies);
        differences.push(...compared.differences);
        tokens += compared.tokens;
      }
      await model.dispose();
      const isClose = ({ gap }: Difference) => gap !== null && gap < tolerance;
      console.log(`${name}: ${tokens} tokens compared, ${differences.filter(isClose).length} excluded`);
      expect(differences.filter((difference) => !isClose(difference))).toEqual([]);
      expect(tokens).toBeGreaterThan(900);
    },
  );
});
