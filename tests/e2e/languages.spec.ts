import { expect, test } from "./harness/facet.ts";

test("switches to Chinese immediately, and keeps it after a restart", async ({ facet }) => {
  const { page } = facet;
  await page.getByRole("button", { name: "Settings" }).click();
  const language = page.getByRole("main", { name: "Settings" }).getByLabel("Language");
  await language.focus();
  await language.selectOption("zh-CN");
  const settings = page.getByRole("main", { name: "设置" });
  await expect(settings).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(page.getByLabel("语言")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(settings).toBeHidden();

  await page.getByRole("switch", { name: "思考" }).click();
  await page.getByRole("textbox", { name: "消息" }).fill("你好");
  await page.getByRole("button", { name: "发送" }).click();
  await expect(page.getByRole("article", { name: "助手" })).toContainText("你好！我是");
  await expect(page.getByRole("button", { name: /^思考过程/ })).toBeVisible();
  await facet.restart();
  await expect(facet.page.getByRole("button", { name: "新对话" }).first()).toBeVisible();
});

test.describe("on a Chinese system", () => {
  test.use({ locale: "zh-CN" });

  test("uses Chinese by default", async ({ facet: { page } }) => {
    await expect(page.getByRole("textbox", { name: "消息" })).toBeFocused();
  });
});

test("applies the chosen theme, and keeps it after a reload", async ({ facet: { page } }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("radio", { name: "Dark" }).check({ force: true });
  await expect.poll(background).not.toBe(light);
  await page.reload();
  await page.getByRole("main", { name: "Settings" }).waitFor();
  await expect.poll(background).not.toBe(light);
});
