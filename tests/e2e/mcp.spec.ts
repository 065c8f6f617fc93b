import AxeBuilder from "@axe-core/playwright";
import { referenceServer } from "../fixtures/mcp/reference-servers.ts";
import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";
import { withModels } from "./harness/with-models.ts";

test.use({ beforeStart: withModels("tool-mcp") });

/** Starting a program takes seconds on a busy machine. */
const patience = { timeout: 60_000 };

test("a pasted server is confirmed, switched on, called after a click, and asks the user", async ({
  facet,
}, testInfo) => {
  test.setTimeout(180_000);
  const { page } = facet;
  const { chooseModel, send, replies, replyEnds, box } = user(page);
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  const settings = page.getByRole("main", { name: "Settings" });
  const section = settings.getByRole("region", { name: "MCP servers" });

  await section.getByRole("button", { name: "Paste configuration" }).click();
  const pasted = {
    mcpServers: {
      everything: {
        command: process.execPath,
        args: [referenceServer("everything")],
        env: { API_KEY: "tulip-42" },
      },
      "no command": { args: [] },
    },
  };
  await section.getByRole("textbox", { name: "Configuration" }).fill(JSON.stringify(pasted));
  await section.getByRole("button", { name: "Add", exact: true }).click();
  await expect(section.getByRole("status")).toContainText("Added: everything.");
  await expect(section.getByRole("status")).toContainText("no command: It has neither a command nor a URL.");
  const server = section.getByRole("listitem", { name: "everything" });
  await expect(server).toContainText(referenceServer("everything"));
  await expect(server).toContainText("With API_KEY");
  await section.getByRole("button", { name: "Close" }).click();
  await expect(page.locator("body")).not.toContainText("tulip-42");
  await page.screenshot({ path: testInfo.outputPath("confirm.png") });
  await server.getByRole("button", { name: "Confirm and start" }).click();
  await expect(server).toContainText(/\d+ tools/, patience);
  await page.screenshot({ path: testInfo.outputPath("ready.png") });
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await server.getByRole("button", { name: "Messages" }).click();
  await expect(page.getByRole("dialog", { name: "Messages of everything" })).toContainText("is started");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "New chat" }).first().click();
  await chooseModel("MCP");
  const menu = page.getByRole("dialog", { name: "Tools" });
  await page.getByRole("button", { name: "Tools", exact: true }).click();
  await menu.getByRole("switch", { name: "everything", exact: true }).click();
  await menu.getByRole("button", { name: "Details of everything" }).click();
  await menu.getByRole("button", { name: "Arguments Prompt" }).click();
  await menu.getByRole("textbox", { name: "city (Required)" }).fill("Oslo");
  await page.screenshot({ path: testInfo.outputPath("menu.png") });
  await page.keyboard.press("Enter");
  await expect(box).toHaveValue("What's weather in Oslo?");
  await menu.getByRole("button", { name: "architecture.md" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Remove architecture.md" }).click();

  await send("Ask the server.");
  const first = page.getByRole("group", { name: /^Tool call: everything_get-annotated-message/ });
  await expect(first).toContainText("Needs your approval", patience);
  await page.screenshot({ path: testInfo.outputPath("approve.png") });
  await page.getByRole("button", { name: "Allow once", exact: true }).click();
  await expect(first).toContainText("Done");
  await expect(first.getByRole("img")).toBeVisible();

  const second = page.getByRole("group", { name: /^Tool call: everything_trigger-elicitation-request/ });
  await expect(second).toContainText("text that you did not write");
  await page.getByRole("button", { name: "Allow once", exact: true }).click();
  const form = page.getByRole("dialog", { name: "everything asks" });
  await expect(form).toContainText("Never enter passwords");
  await page.screenshot({ path: testInfo.outputPath("form.png") });
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await form.getByRole("button", { name: "Send" }).click();
  await expect(form).toContainText("This is required.");
  await form.getByRole("textbox", { name: /^String \(Required\)/ }).fill("Ada Lovelace");
  await form.getByRole("button", { name: "Send" }).click();
  await expect(form).toBeHidden();
  await replyEnds();
  await expect(replies.last()).toContainText("The server has answered.");
  await second.getByRole("button", { name: "Result" }).click();
  await expect(second).toContainText("Ada Lovelace");
  await page.screenshot({ path: testInfo.outputPath("answered.png") });
});
