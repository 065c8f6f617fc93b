import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defaultModelSettings } from "../../shared/models/default-model-settings.ts";
import { openChatFixture, type ChatFixture } from "../../tests/fixtures/chat-fixture.ts";

let ground: ChatFixture;
beforeEach(async () => {
  ground = await openChatFixture();
});
afterEach(() => ground.dispose());

const useTemplate = (chatTemplate: string | null) =>
  ground.settings.update({ modelSettings: { "a.gguf": { ...defaultModelSettings, chatTemplate } } });
const loadedTemplates = () => ground.engine.loads.map(({ request }) => request.chatTemplate);

describe("an edited chat template", () => {
  it("is what the model is loaded with again for the next message, as is the original after a reset", async () => {
    const { conversation } = await ground.exchange("One", "1");
    await ground.exchange("Two", "2", conversation.id);
    expect(loadedTemplates()).toEqual([undefined]);

    await useTemplate("{{ messages }}");
    expect(ground.loader.has("a.gguf")).toBe(false);
    await ground.exchange("Three", "3", conversation.id);
    await ground.exchange("Four", "4", conversation.id);
    expect(loadedTemplates()).toEqual([undefined, "{{ messages }}"]);

    await useTemplate(null);
    await ground.exchange("Five", "5", conversation.id);
    expect(loadedTemplates()).toEqual([undefined, "{{ messages }}", undefined]);
    expect(ground.engine.currentLoad.request).not.toHaveProperty("chatTemplate");
  });
});
