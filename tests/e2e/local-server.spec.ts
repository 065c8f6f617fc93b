import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./harness/facet.ts";

test("the local server is switched on, gets a key, and lists requests", async ({ facet }) => {
  const { page } = facet;
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  const section = page.getByRole("region", { name: "Local server" });
  await section.getByRole("textbox", { name: "Port" }).fill("47311");
  await section.getByRole("switch", { name: "Run the server" }).click();
  await expect(section.getByText("http://127.0.0.1:47311/v1", { exact: true })).toBeVisible();
  await expect(section.getByText("Without a key, any program")).toBeVisible();
  await section.getByRole("textbox", { name: "Name of the new key" }).fill("Editor");
  await section.getByRole("button", { name: "Create key" }).click();
  const key = await section.getByText(/^sk-facet-/).textContent();
  await expect(section.getByRole("list", { name: "API keys" })).toContainText("Editor");
  await section.getByRole("textbox", { name: "Origin of a web page" }).fill("example");
  await section.getByRole("button", { name: "Allow" }).click();
  await expect(section.getByText("Enter an origin such as")).toBeVisible();
  await section.getByRole("textbox", { name: "Origin of a web page" }).fill("https://example.com/");
  await section.getByRole("button", { name: "Allow" }).click();
  await expect(section.getByRole("list", { name: "Allowed origins" })).toContainText("https://example.com");
  await section.getByRole("combobox", { name: "Connect a program" }).selectOption("Claude Code");
  await expect(section.getByLabel("Settings for Claude Code")).toContainText(
    "ANTHROPIC_BASE_URL=http://127.0.0.1:47311",
  );

  const response = await fetch("http://127.0.0.1:47311/v1/chat/completions", {
    method: "POST",
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({ messages: [{ role: "user", content: "Hello" }], max_tokens: 4 }),
  });
  expect(response.status).toBe(200);
  const row = section.getByRole("table", { name: "Requests" }).getByRole("row").nth(1);
  await expect(row).toContainText("/v1/chat/completions");
  await expect(row).toContainText("Done");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
  await section.getByRole("button", { name: "Remove the key Editor" }).click();
  await expect(section.getByRole("list", { name: "API keys" })).toHaveCount(0);
});
