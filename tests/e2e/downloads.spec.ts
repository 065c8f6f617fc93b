import type { Page } from "@playwright/test";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fixtureModel } from "../fixtures/models.ts";
import { hubRepository } from "../fixtures/hub/hub-repository.ts";
import { startLoopbackHub, type LoopbackHub } from "../fixtures/hub/loopback-hub.ts";
import { layOutStores } from "../fixtures/other-stores.ts";
import { expect, test } from "./harness/facet.ts";
import { modelsPage } from "./harness/models-page.ts";
import { user } from "./harness/user.ts";

/** Undefined where the test is skipped before it begins. */
let hub: LoopbackHub | undefined;

/** A hub that is slow enough to press Pause during a download. */
const beforeStart = {
  async run(home: string) {
    const short = await readFile(await fixtureModel("short"));
    hub = await startLoopbackHub({
      repositories: [
        // GGUF readers stop at the last tensor; the bytes after it only make the file larger.
        hubRepository("team/gemma-4-short-GGUF", {
          "gemma-4-short-Q8_0.gguf": Buffer.concat([short, Buffer.alloc(6_000_000, 7)]),
          "gemma-4-short-F16.gguf": Buffer.concat([short, Buffer.alloc(9_000_000, 7)]),
        }),
        hubRepository("team/gemma-4-closed-GGUF", { "closed-Q8_0.gguf": short }, { isGated: true }),
      ],
      bytesPerSecond: 1_500_000,
    });
    await writeFile(
      join(home, "settings.json"),
      JSON.stringify({ hubMirror: hub.endpoint, sendsTokenToMirror: true }),
    );
  },
};

test.describe("models from the hub", () => {
  test.use({ beforeStart });
  test.afterEach(() => hub?.close());

  test("finds a model, downloads it with a pause and a restart, and chats with it", async ({ facet }) => {
    const { page } = facet;
    await modelsPage(page).open("Get models");
    await page.getByRole("searchbox", { name: "Search Hugging Face" }).fill("gemma short");
    await page.getByRole("searchbox", { name: "Search Hugging Face" }).press("Enter");
    await expect(page.getByText("1 model found")).toBeVisible();
    await page.getByRole("button", { name: "Show the files of team/gemma-4-short-GGUF" }).click();
    await page.getByRole("button", { name: /^Download gemma 4 short Q8_0/i }).click();

    const progressIn = (shown: Page) =>
      shown.getByRole("progressbar", { name: /^Download of gemma 4 short/i });
    const progress = progressIn(page);
    await expect(progress).toHaveAttribute("aria-valuetext", /MB of 6\.1\sMB/);
    await expect.poll(async () => Number(await progress.getAttribute("aria-valuenow"))).toBeGreaterThan(10);
    await page.getByRole("button", { name: /^Pause the download/ }).click();
    await expect(page.getByText("Paused", { exact: true })).toBeVisible();
    const paused = await progress.getAttribute("aria-valuenow");
    await page.screenshot({ path: test.info().outputPath("paused.png") });

    await facet.restart();
    const later = facet.page;
    const { chooseModel, send, replyEnds, replies } = user(later);
    await modelsPage(later).open();
    await expect(later.getByText("Paused", { exact: true })).toBeVisible();
    expect(Number(await progressIn(later).getAttribute("aria-valuenow"))).toBeGreaterThanOrEqual(
      Number(paused) - 1,
    );
    await later.getByRole("button", { name: /^Resume the download/ }).click();
    await expect(later.getByText("Downloaded and verified")).toBeVisible({ timeout: 30_000 });
    await later.keyboard.press("Escape");

    await chooseModel("Short");
    await send("Hello");
    await replyEnds();
    await expect(replies).toContainText("Here is a short answer");
  });

  test("explains how to get access to a gated model", async ({ facet }) => {
    const { page } = facet;
    await modelsPage(page).open("Get models");
    await page.getByRole("searchbox", { name: "Search Hugging Face" }).fill("closed");
    await page.getByRole("button", { name: "Search", exact: true }).click();
    await expect(page.getByText(/\bGated\b/)).toBeVisible();
    await page.getByRole("button", { name: /^Show the files of/ }).click();
    await page.getByRole("button", { name: /^Download closed/ }).click();
    const downloads = page.getByRole("region", { name: "Downloads" });
    await expect(downloads.getByRole("alert")).toContainText("accepted its terms");

    await modelsPage(page).showTab("Sources");
    await page.getByLabel("Access token").fill("hf_secret");
    await page.getByRole("button", { name: "Save token" }).click();
    await expect(
      page.getByText("A token is set. It is stored in a file that only you can read"),
    ).toBeVisible();
    await downloads.getByRole("button", { name: /^Cancel the download/ }).click();
    await expect(downloads).toBeHidden();
  });
});

test.describe("models of other apps", () => {
  test.use({ beforeStart: { run: (home: string) => layOutStores(join(home, "user")) } });

  test("lists the models of every other app, hides one, and chats with one", async ({ facet }) => {
    const { page } = facet;
    const { chooseModel, send, replyEnds, replies } = user(page);
    await modelsPage(page).open();
    for (const origin of ["Hugging Face cache", "LM Studio", "llama.cpp", "Jan", "Ollama"]) {
      await expect(
        page.getByRole("listitem").filter({ hasText: `from ${origin.replace(/^Hugging/, "the Hugging")}` }),
      ).toBeVisible();
    }
    await page.getByRole("button", { name: "More actions for Showcase" }).click();
    await page.getByRole("menuitem", { name: "Hide from the list" }).click();
    await expect(page.getByRole("listitem").filter({ hasText: "from LM Studio" })).toBeHidden();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByRole("listitem").filter({ hasText: "from LM Studio" })).toBeVisible();
    await page.screenshot({ path: test.info().outputPath("found.png") });
    await page.keyboard.press("Escape");
    await chooseModel("Short");
    await send("Hello");
    await replyEnds();
    await expect(replies).toContainText("Here is a short answer");
  });
});
