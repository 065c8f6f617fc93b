import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fixtureDrafter, fixtureModel } from "../fixtures/models.ts";
import { hubRepository } from "../fixtures/hub/hub-repository.ts";
import { startLoopbackHub, type LoopbackHub } from "../fixtures/hub/loopback-hub.ts";
import { describeComputer, smallComputer } from "./harness/described-computer.ts";
import { expect, test } from "./harness/facet.ts";
import { modelsPage } from "./harness/models-page.ts";
import { user } from "./harness/user.ts";

let hub: LoopbackHub;

/**
 * A hub with the files the catalog lists for a small computer, slow enough to press Pause during a download.
 */
const beforeStart = {
  async run(home: string) {
    const short = await readFile(await fixtureModel("short"));
    // GGUF readers stop at the last tensor; the bytes after it only make the file larger.
    const weights = Buffer.concat([short, Buffer.alloc(6_000_000, 7)]);
    const projector = await readFile(join(import.meta.dirname, "../fixtures/reader/mmproj-reader-F16.gguf"));
    hub = await startLoopbackHub({
      repositories: [
        hubRepository("unsloth/gemma-4-E4B-it-qat-GGUF", {
          "gemma-4-E4B-it-qat-UD-Q4_K_XL.gguf": weights,
          "mmproj-F16.gguf": projector,
          "mtp-gemma-4-E4B-it.gguf": await readFile(await fixtureDrafter("short", "random")),
        }),
        hubRepository("unsloth/gemma-4-E4B-it-GGUF", { "gemma-4-E4B-it-Q8_0.gguf": Buffer.alloc(7_000_000) }),
      ],
      bytesPerSecond: 1_500_000,
    });
    await writeFile(join(home, "settings.json"), JSON.stringify({ hubMirror: hub.endpoint }));
  },
};

test.use({ beforeStart });
test.afterEach(() => hub.close());

test("downloads the recommended model with a pause, loads it and chats with it @browser", async ({
  facet,
}) => {
  const { page } = facet;
  const { send, replyEnds, replies } = user(page);
  await describeComputer(page.context(), smallComputer);
  await page.reload();
  await modelsPage(page).open("Get models");
  const recommended = page.getByRole("region", { name: "Recommended for this computer" });
  await expect(recommended).toContainText("Gemma 4 E4B");
  await recommended.getByRole("button", { name: "Download Gemma 4 E4B · UD-Q4_K_XL" }).click();

  const progress = page.getByRole("progressbar", { name: "Download of Gemma 4 E4B · UD-Q4_K_XL" });
  await expect.poll(async () => Number(await progress.getAttribute("aria-valuenow"))).toBeGreaterThan(10);
  await page.getByRole("button", { name: /^Pause the download/ }).click();
  await expect(page.getByText("Paused", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: /^Resume the download/ }).click();
  await expect(page.getByText("Downloaded and verified")).toBeVisible({ timeout: 30_000 });

  await recommended.getByRole("button", { name: "Use Gemma 4 E4B" }).click();
  await expect(page.getByText("Short is loaded", { exact: false })).toBeVisible();
  await page.keyboard.press("Escape");
  await send("Hello");
  await replyEnds();
  await expect(replies).toContainText("Here is a short answer");
});

test("downloads a model without its drafter, which its details offer, and shows whether it is used @browser", async ({
  facet,
}) => {
  const { page } = facet;
  await describeComputer(page.context(), smallComputer);
  await page.reload();
  const { main, open, details, showDetails, showTab } = modelsPage(page);
  const fetched = page.getByText("Downloaded and verified");
  await open("Get models");
  await showDetails("Gemma 4 E4B");
  await details.getByRole("switch", { name: "With its drafter (59.7 MB)" }).click();
  await details.getByRole("button", { name: "Download Gemma 4 E4B · UD-Q4_K_XL" }).click();
  await expect(fetched).toBeVisible({ timeout: 30_000 });

  await showTab("Installed");
  await showDetails("Short");
  const drafter = details.getByRole("region", { name: "Drafter" });
  await expect(drafter).toContainText("A small model of 59.7 MB could draft what this one then checks");
  await page.screenshot({ path: test.info().outputPath("offered.png") });
  await drafter.getByRole("button", { name: "Download Drafter for Short" }).click();
  await expect(drafter).toContainText("It is used the next time the model is loaded", { timeout: 30_000 });
  await main.getByRole("button", { name: "Use Short" }).click();
  await expect(drafter).toContainText("It is in use");
  await page.screenshot({ path: test.info().outputPath("in-use.png") });
  await drafter.getByRole("switch", { name: /^Use its drafter/ }).click();
  await expect(drafter).toContainText("It is not used");
});

test("refreshes the sizes on request, and reports a hub that can’t be reached @browser", async ({
  facet,
}) => {
  const { page } = facet;
  const { open, details: card, showDetails } = modelsPage(page);
  await open("Get models");
  await showDetails("Gemma 4 E4B");
  await card.getByRole("combobox").selectOption({ label: "8-bit (Q8_0)" });
  await expect(card).toContainText("Size unknown until the list is refreshed");
  const again = page.getByRole("button", { name: "Refresh sizes and files" });
  await again.click();
  await expect(page.getByText("8 of 10 lists could not be read", { exact: false })).toBeVisible();
  await expect(card).toContainText("1.1 GB on disk");

  await hub.close();
  await again.click();
  const alert = page.getByRole("alert").filter({ hasText: "The model site can’t be reached" });
  await expect(alert.getByRole("button", { name: "Try again" })).toBeVisible();
  await expect(page.getByText("Facet uses the list it already has", { exact: false })).toBeVisible();
  await expect(card).toContainText("1.1 GB on disk");
});
