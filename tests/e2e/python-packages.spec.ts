import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { lockSchema } from "../../electron/tools/code/packages/package-set.ts";
import { LoopbackPackages } from "../fixtures/python-packages/loopback-packages.ts";
import { expect, test } from "./harness/facet.ts";
import { preloadName } from "./harness/host-environment.ts";
import { user } from "./harness/user.ts";
import { withModels } from "./harness/with-models.ts";

const redirection = join(import.meta.dirname, "../fixtures/python-packages/served-from-loopback.ts");
const lockFile = join(import.meta.dirname, "../../node_modules/pyodide/pyodide-lock.json");
let site: LoopbackPackages;
let isOpen = false;

test.use({
  beforeStart: {
    async run(home: string) {
      await withModels("tool-plotter").run(home);
      site = await LoopbackPackages.start(lockSchema.parse(JSON.parse(readFileSync(lockFile, "utf8"))).info);
      isOpen = true;
      const { baseUrl } = site.source();
      const preload = `import { servePackagesFromLoopback } from ${JSON.stringify(pathToFileURL(redirection).href)};
servePackagesFromLoopback(${JSON.stringify({ baseUrl, lock: site.lock })});`;
      await writeFile(join(home, preloadName), preload);
    },
  },
});
test.afterEach(async () => {
  // A host that is not there has not been started.
  if (isOpen) await site.close();
  isOpen = false;
});

test("a chat's code asks for packages, the user downloads them, and the figure is shown", async ({
  facet,
}) => {
  test.setTimeout(180_000);
  const { page } = facet;
  const { chooseModel, send, replies, replyEnds } = user(page);
  const call = page.getByRole("group", { name: "Tool call: run_python" }).last();
  const section = page
    .getByRole("main", { name: "Settings" })
    .getByRole("region", { name: "Run code", exact: true });
  const button = (name: string) => section.getByRole("button", { name, exact: true });

  await test.step("the call says what is missing, and leads to Settings", async () => {
    await chooseModel("Plotter");
    await page.getByRole("button", { name: "Tools", exact: true }).click();
    await page
      .getByRole("dialog", { name: "Tools" })
      .getByRole("switch", { name: "Run code", exact: true })
      .click();
    await page.keyboard.press("Escape");
    await send("Plot it.");
    await page.getByRole("button", { name: "Allow in this chat", exact: true }).click();
    await expect(call).toContainText("The code needs packages that are not downloaded", { timeout: 60_000 });
    await replyEnds();
    expect(site.requests).toEqual([]);
    await call.getByRole("button", { name: "Open Settings" }).click();
    await expect(section).toContainText("Not downloaded");
    await expect(section).toContainText("numpy 2.4.6, pandas 3.0.2, and matplotlib 3.10.8");
  });

  await test.step("a download that stops can be cancelled, continued and fail", async () => {
    site.state = { type: "stops", afterBytes: 60_000 };
    await button("Download").click();
    const question = page.getByRole("dialog", { name: "Download numpy, pandas and matplotlib?" });
    await expect(question).toContainText("in 3 files from cdn.jsdelivr.net");
    await question.getByRole("button", { name: "Download" }).click();
    await expect(section.getByRole("progressbar")).toHaveAttribute("aria-valuenow", /^1\d$/);
    expect((await new AxeBuilder({ page }).include("#settings-run-code").analyze()).violations).toEqual([]);
    await button("Cancel").click();
    await expect(section).toContainText("Not completely downloaded");
    site.state = { type: "missing", fileName: "numpy-2.4.6-py3-none-any.whl" };
    await button("Continue").click();
    await expect(section.getByRole("alert")).toContainText("does not have numpy-2.4.6-py3-none-any.whl");
    site.state = { type: "well" };
    await button("Continue").click();
    await question.getByRole("button", { name: "Download" }).click();
    await expect(section).toContainText(/Downloaded, \d+\sKB/, { timeout: 30_000 });
  });

  await test.step("the same code runs, and its figure is shown", async () => {
    await page.goBack();
    await replies.getByRole("button", { name: "Regenerate" }).click();
    const figure = call.getByRole("button", { name: "Open figure-1.png" }).locator("img");
    await expect(figure).toBeVisible({ timeout: 60_000 });
    await expect.poll(() => figure.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(160);
    await replyEnds();
  });
});
