import { afterEach, describe, expect, it } from "vitest";
import { defaultModelSettings } from "../../../shared/models/default-model-settings.ts";
import { newHome, removeHome, startApp, type RunningApp } from "../../../tests/fixtures/running-app.ts";

let running: RunningApp | null = null;
afterEach(async () => {
  await running?.app.dispose();
  if (running) await removeHome(running.home);
});

const modelId = "short.gguf";

async function promptTokensOf(app: RunningApp): Promise<number> {
  const sent = await app.send("Hello", { modelId });
  await app.ended(sent);
  const { conversation } = await app.request("conversations.get", { conversationId: sent.conversation.id });
  const reply = conversation.messages.find(({ id }) => id === sent.replyId);
  expect(reply?.status).toEqual({ type: "complete" });
  return reply?.stats?.promptTokens ?? 0;
}

// A real engine on a busy machine needs time.
describe("an edited chat template in the app", { timeout: 120_000 }, () => {
  it("is counted exactly, used for the next message, and refused when it is broken", async () => {
    running = await startApp(await newHome("short"));
    const app = running;
    const save = (chatTemplate: string | null) =>
      app.request("models.configure", { modelId, settings: { ...defaultModelSettings, chatTemplate } });
    const previewTokens = async (template: string) =>
      (await app.request("models.previewTemplate", { modelId, template, thinking: false })).tokens ?? 0;

    const { original, source } = await app.request("models.template", { modelId });
    expect(source).toBe("file");
    const before = await promptTokensOf(app);
    const edited = original.replace("{{- bos_token -}}", "{{- bos_token -}}{{- 'Answer in rhymes.' -}}");
    const added = (await previewTokens(edited)) - (await previewTokens(original));
    expect(added).toBeGreaterThan(0);

    await expect(save("{% if %}")).rejects.toMatchObject({
      code: "template-unusable",
      data: { problem: "does-not-parse", line: 1 },
    });
    await save(edited);
    expect(await promptTokensOf(app)).toBe(before + added);

    await save(null);
    expect(await promptTokensOf(app)).toBe(before);
  });
});
