import AxeBuilder from "@axe-core/playwright";
import type { ServerDialect } from "../../shared/models/remote-server.ts";
import { hostOf } from "../../shared/models/server-url.ts";
import { startScriptedServer, type ScriptedServer } from "../fixtures/servers/scripted-server.ts";
import type { ServerScript } from "../fixtures/servers/server-script.ts";
import { expect, test as base } from "./harness/facet.ts";
import { modelServers, networkAddress } from "./harness/model-servers.ts";
import { user } from "./harness/user.ts";

type StartServer = (
  dialect: ServerDialect,
  change?: Partial<ServerScript>,
  host?: string,
) => Promise<ScriptedServer>;

const test = base.extend<{ startServer: StartServer }>({
  startServer: async ({}, use) => {
    const started: ScriptedServer[] = [];
    await use(async (dialect, change = {}, host = "127.0.0.1") => {
      const server = await startScriptedServer(dialect, change, 0, host);
      started.push(server);
      return server;
    });
    for (const server of started) await server.close();
  },
});

const model = "gemma-4-e4b-it";

const dialects: readonly { dialect: ServerDialect; program: string; canThink: boolean }[] = [
  { dialect: "llama-server", program: "llama-server", canThink: true },
  { dialect: "vllm", program: "vLLM", canThink: true },
  { dialect: "ollama", program: "Ollama", canThink: true },
  { dialect: "lm-studio", program: "LM Studio", canThink: false },
  { dialect: "mlx-lm", program: "mlx_lm.server", canThink: true },
  { dialect: "mlx-vlm", program: "mlx-vlm", canThink: true },
  { dialect: "openai-compatible", program: "OpenAI-compatible server", canThink: true },
];

for (const { dialect, program, canThink } of dialects) {
  test(`adds ${program} by its address and gets a reply from its model`, async ({ facet, startServer }) => {
    const { page } = facet;
    const server = await startServer(dialect, { pieceMs: 20 });
    const { open, add, row, closeModels, choose, models } = modelServers(page);
    const { send, replyEnds, replies, reasoning, thinking, box } = user(page);
    await open();
    await add({ url: server.url, name: "Lab" });
    await expect(row("Lab")).toContainText(`${program} · 1 model`);
    await closeModels();
    await choose("Lab", model);
    await expect(models).toHaveAccessibleName(`Model: ${model}, on this computer, by another program`);
    await expect(box).toHaveAccessibleDescription(/another program on this computer \(127\.0\.0\.1:\d+\)/);
    if (canThink) await thinking.click();
    else await expect(thinking).toHaveAttribute("aria-disabled", "true");
    await send("List some fruit");
    await replyEnds();
    await expect(replies).toContainText("That is all there is to say.");
    await expect(replies.getByRole("listitem")).toHaveCount(3);
    await expect(replies.getByRole("alert")).toHaveCount(0);
    if (canThink) {
      await reasoning.click();
      await expect(replies).toContainText("I will write one with three lines.");
    } else {
      await expect(reasoning).toHaveCount(0);
    }
    expect(server.chats.at(-1)?.model).toBe(model);

    await page.reload();
    await expect(models).toHaveAccessibleName(new RegExp(`^Model: ${model}`));
    await expect(replies).toContainText("That is all there is to say.");
  });
}

test("says before the first use that messages leave this computer, and where to", async ({
  facet,
  startServer,
}) => {
  const address = networkAddress();
  test.skip(address === null, "this computer is in no network");
  const { page } = facet;
  const server = await startServer("llama-server", {}, address ?? "");
  const host = hostOf(server.url);
  const { open, add, section, closeModels, choose, models } = modelServers(page);
  const { send, replyEnds, replies, newChat, box } = user(page);
  const claim = page.getByText("Nothing you write leaves it.");
  await expect(claim).toBeVisible();
  await open();
  await add({ url: server.url, name: "Lab" });
  await expect(section).toContainText(`leave this computer and go to ${host}, without encryption`);
  await closeModels();
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await expect(page.getByText("sends nothing anywhere else")).toContainText(host);
  await page.keyboard.press("Escape");
  await models.click();
  await page.getByRole("menuitem", { name: "Model servers…" }).click();
  await expect(section).toBeFocused();
  await expect(page).toHaveURL(/#\/models\/sources\/servers$/);
  await expect(section).toBeInViewport();
  await closeModels();

  await choose("Lab", model);
  const question = page.getByRole("dialog", { name: `Send messages to ${host}?` });
  await expect(question).toContainText("leaves this computer");
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(models).toHaveAccessibleName("Model: Facet Demo");
  await expect(claim).toBeVisible();
  await choose("Lab", model);
  await question.getByRole("button", { name: `Use ${model}` }).click();
  await expect(models).toHaveAccessibleName(`Model: ${model}, on Lab (${host})`);
  await expect(page.getByText(`What you write goes to ${host}.`)).toBeVisible();
  await expect(claim).toHaveCount(0);
  await expect(box).toHaveAccessibleDescription(`Messages go to ${host}.`);
  await send("Hello");
  await replyEnds();
  await expect(replies).toContainText("That is all there is to say.");

  // Once is enough for each host.
  await newChat();
  await page.reload();
  await models.click();
  await page.getByRole("menuitemradio", { name: /^Facet Demo/ }).click();
  await expect(claim).toBeVisible();
  await choose("Lab", model);
  await expect(models).toHaveAccessibleName(`Model: ${model}, on Lab (${host})`);
  await expect(question).toHaveCount(0);
});

test("keeps the text of a reply when its server vanishes, says so, and can retry it", async ({
  facet,
  startServer,
}) => {
  const { page } = facet;
  const server = await startServer("llama-server", { fault: { type: "vanish", afterPieces: 8 } });
  const { addAndChoose } = modelServers(page);
  const { send, replyEnds, replies } = user(page);
  await addAndChoose(server.url, model);
  await send("List some fruit");
  await replyEnds();
  const alert = replies.getByRole("alert");
  await expect(alert).toContainText("The connection to the server was lost");
  await expect(alert).toContainText("The text so far is kept");
  await expect(replies).toContainText("Here is the list:");
  await expect(replies).not.toContainText("That is all");
  server.script.fault = null;
  await replies.getByRole("button", { name: "Retry" }).click();
  await replyEnds();
  await expect(replies).toContainText("That is all there is to say.");
  await expect(alert).toHaveCount(0);
});

test("says that a server can’t be reached, and reaches it again when it is back", async ({
  facet,
  startServer,
}) => {
  const { page } = facet;
  const server = await startServer("vllm");
  const { addAndChoose, models } = modelServers(page);
  const { send, replyEnds, replies, box } = user(page);
  await addAndChoose(server.url, model);
  await server.close();
  await send("Are you there?");
  await replyEnds();
  await expect(replies.getByRole("alert")).toContainText("The server can’t be reached");
  await expect(box).toHaveAccessibleDescription(/can’t be reached/);
  await models.click();
  await expect(page.getByRole("group", { name: /^Lab/ })).toContainText("Can’t be reached");
  await page.keyboard.press("Escape");

  await facet.restart();
  const later = user(facet.page);
  await expect(modelServers(facet.page).models).toHaveAccessibleName(new RegExp(`^Model: ${model}`));
  const again = await startScriptedServer("vllm", {}, Number(new URL(server.url).port));
  try {
    await facet.page.getByRole("status").getByRole("button", { name: "Try again" }).click();
    await expect(later.box).toHaveAccessibleDescription(/another program on this computer/);
    await later.newChat();
    await later.send("And now?");
    await later.replyEnds();
    await expect(later.replies).toContainText("That is all there is to say.");
  } finally {
    await again.close();
  }
});

test("says what to do about a wrong API key, and connects with the right one", async ({
  facet,
  startServer,
}) => {
  const { page } = facet;
  const server = await startServer("openai-compatible", { key: "sk-right" });
  const { open, add, row, section } = modelServers(page);
  await open();
  await add({ url: server.url, key: "sk-wrong", name: "Lab" });
  const form = section.getByRole("form", { name: "Add a server" });
  await expect(form.getByRole("alert")).toContainText("requires a valid API key");
  await expect(form.getByRole("alert")).toContainText("rejected the key");
  await form.getByLabel("API key (optional)").fill("sk-right");
  await form.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(form).toHaveCount(0);
  await expect(row("Lab")).toContainText("OpenAI-compatible server · 1 model");
  expect([...server.keys]).toEqual(["Bearer sk-wrong", "Bearer sk-right"]);
  // The address is not one that was typed twice.
  await expect(section.getByRole("button", { name: /^Remove / })).toHaveCount(1);
});

test("refuses an address that is none, and reports a server that does not answer", async ({
  facet,
  startServer,
}) => {
  const { page } = facet;
  const server = await startServer("llama-server");
  await server.close();
  const { open, add, section, field } = modelServers(page);
  await open();
  await add({ url: "http://user:password@host/v1" });
  await expect(field("Base URL")).toHaveAccessibleDescription(/Enter an address such as/);
  await expect(field("Base URL")).toBeFocused();
  await expect(section.getByRole("list", { name: "Servers" })).toHaveCount(0);
  await field("Base URL").fill(server.url);
  await section.getByRole("button", { name: "Connect", exact: true }).click();
  const form = section.getByRole("form", { name: "Add a server" });
  await expect(form.getByRole("alert")).toContainText("The server can’t be reached");
  await expect(form.getByRole("alert")).toContainText(hostOf(server.url));
  // The failure is shown once, and not beside another address than the one that was tried.
  await expect(section.getByRole("alert")).toHaveCount(1);
  await field("Base URL").fill("http://127.0.0.1:1");
  await expect(section.getByRole("alert")).toHaveCount(0);
  await form.getByRole("button", { name: "Close" }).click();
  await expect(section.getByRole("list", { name: "Servers" }).getByRole("alert")).toContainText(
    "The server can’t be reached",
  );
});

test("waits for a server that is loading its model, and says so", async ({ facet, startServer }) => {
  const { page } = facet;
  const server = await startServer("llama-server", { loadingAnswers: 1_000 });
  const { open, add, row, closeModels, choose } = modelServers(page);
  const { send, replyEnds, replies } = user(page);
  await open();
  await add({ url: server.url, name: "Lab" });
  await expect(row("Lab")).toContainText("llama-server · loading its model");
  server.script.loadingAnswers = 0;
  await expect(row("Lab")).toContainText("llama-server · 1 model");
  await closeModels();
  await choose("Lab", model);

  server.script.loadingAnswers = 1_000;
  await send("Hello");
  await expect(replies).toContainText(`Lab is loading ${model}`);
  server.script.loadingAnswers = 0;
  await replyEnds();
  await expect(replies).toContainText("That is all there is to say.");
});

test("closes the connection when a reply is stopped, and keeps its text", async ({ facet, startServer }) => {
  const { page } = facet;
  const server = await startServer("llama-server", { pieceMs: 200, answer: "word ".repeat(500).trim() });
  const { addAndChoose } = modelServers(page);
  const { send, replies, stop, replyEnds } = user(page);
  await addAndChoose(server.url, model);
  await send("Go on");
  await expect(replies).toContainText("word word word");
  await stop.click();
  await replyEnds();
  await expect(replies).toContainText("Stopped. The text so far is kept.");
  await expect(replies).toContainText("word word word");
  await expect.poll(() => server.abandoned()).toBe(1);
});

test("ends the thinking early only where the server can do that", async ({ facet, startServer }) => {
  const { page } = facet;
  const can = await startServer("llama-server", { waitsForAnswerNow: true });
  const cannot = await startServer("vllm", { pieceMs: 150, reasoning: "step ".repeat(200).trim() });
  const { open, add, row, closeModels, choose } = modelServers(page);
  const { send, replies, stop, replyEnds, thinking, newChat, box } = user(page);
  const answerNow = page.getByRole("button", { name: "Answer now" });
  await open();
  await add({ url: can.url, name: "Mill" });
  await expect(row("Mill")).toContainText("1 model");
  await add({ url: cannot.url, name: "Attic" });
  await expect(row("Attic")).toContainText("1 model");
  await closeModels();
  await choose("Attic", model);
  await thinking.click();
  await send("Think");
  await expect(replies).toContainText("step step");
  await expect(answerNow).toHaveCount(0);
  await stop.click();
  await replyEnds();

  await newChat();
  await choose("Mill", model);
  await expect(box).toHaveAccessibleDescription(new RegExp(hostOf(can.url)));
  await thinking.click();
  await send("Think");
  await expect(replies).toContainText("The user asks");
  await answerNow.click();
  await expect(replies).toContainText("Here is the list:");
  await replyEnds();
  await expect(page.getByRole("button", { name: /^Reasoning.*cut short/ })).toBeVisible();
});

test("removes a server after asking, and its chats continue with another model", async ({
  facet,
  startServer,
}) => {
  const { page } = facet;
  const server = await startServer("ollama");
  const { open, row, section, closeModels, addAndChoose } = modelServers(page);
  const { send, replyEnds, replies } = user(page);
  await addAndChoose(server.url, model);
  await send("Hello");
  await replyEnds();
  await open();
  await section.getByRole("button", { name: "Remove Lab" }).click();
  const question = page.getByRole("dialog", { name: "Remove Lab?" });
  await question.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(row("Lab")).toHaveCount(0);
  await closeModels();
  await expect(page.getByText(`The server of ${model} was removed`)).toBeVisible();
  await expect(replies).toContainText("That is all there is to say.");
  await page.getByRole("button", { name: "Use Facet Demo" }).click();
  await expect(page.getByRole("button", { name: "Model: Facet Demo" })).toBeVisible();
  await expect(page.getByText("was removed", { exact: false }).filter({ hasText: "server of" })).toHaveCount(
    0,
  );
});

test("says what a model on a server can’t take before the message is sent", async ({
  facet,
  startServer,
}) => {
  const { page } = facet;
  const server = await startServer("mlx-lm");
  const { addAndChoose } = modelServers(page);
  await addAndChoose(server.url, model);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Attach files" }).click();
  const pixel =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  await (
    await chooser
  ).setFiles({ name: "dot.png", mimeType: "image/png", buffer: Buffer.from(pixel, "base64") });
  await expect(page.getByText(`${model} does not support images.`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Send", exact: true })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    // axe would measure the contrast of elements that are still fading in.
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });

    test("axe finds no violations in the model servers and where they are used", async ({
      facet,
      startServer,
    }) => {
      test.slow();
      const { page } = facet;
      const violations = async () => {
        const { violations: found } = await new AxeBuilder({ page })
          // They pass the focus on, so no one stays in what is hidden.
          .exclude("[data-base-ui-focus-guard]")
          .analyze();
        return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
      };
      const server = await startServer("llama-server");
      const locked = await startServer("vllm", { key: "sk-right" });
      const { open, add, row, section, models, closeModels, choose } = modelServers(page);
      await open();
      await section.getByRole("button", { name: "Add server" }).click();
      expect(await violations(), "an empty form").toEqual([]);
      await section.getByRole("button", { name: "Cancel" }).click();
      await add({ url: server.url, name: "Lab" });
      await expect(row("Lab")).toContainText("1 model");
      await add({ url: locked.url, name: "Locked" });
      await expect(section.getByRole("alert").first()).toBeVisible();
      expect(await violations(), "a refused key").toEqual([]);
      await section.getByRole("button", { name: "Close" }).click();
      await row("Lab").getByRole("button", { name: "Show models" }).click();
      expect(await violations(), "two servers").toEqual([]);
      await closeModels();
      await models.click();
      await expect(page.getByRole("group", { name: /^Lab/ })).toBeVisible();
      expect(await violations(), "the menu of models").toEqual([]);
      await page.keyboard.press("Escape");
      await choose("Lab", model);
      await expect(models).toHaveAccessibleName(/by another program$/);
      expect(await violations(), "a chosen model").toEqual([]);
      await server.close();
      await open();
      await row("Lab").getByRole("button", { name: "Connect to Lab again" }).click();
      await expect(row("Lab").getByRole("alert")).toBeVisible();
      await closeModels();
      expect(await violations(), "a server that is gone").toEqual([]);
    });
  });
}
