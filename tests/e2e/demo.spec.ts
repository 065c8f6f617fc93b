import { readFile } from "node:fs/promises";
import type { Locator } from "@playwright/test";
import { expect, test } from "./harness/facet.ts";
import { attaching } from "./harness/attaching.ts";
import { modelsPage } from "./harness/models-page.ts";
import { user } from "./harness/user.ts";

const items = ["COFFEE", "3.20", "BAGEL", "2.75", "SALAD", "6.90"];
const fieldsOf = (table: Locator) =>
  table
    .getByRole("textbox")
    .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
const ownPicture = () => readFile(new URL("../../resources/icons/facet.png", import.meta.url));

const beforeStart = { needsMedia: true, run: async () => undefined };

test.describe("the demo model", () => {
  test.use({ beforeStart });

  test("reads the sample receipt and hears the sample tones with one click each", async ({ facet }, info) => {
    const { page } = facet;
    const { replies, replyEnds, newChat, box } = user(page);
    const note = page.getByRole("note", { name: "Limits of the demo model" });
    await page.getByRole("button", { name: /^Read a receipt/ }).click();
    const table = replies.getByRole("table", { name: "Receipts" });
    await expect(table).toContainText("Items and total agree");
    expect(await fieldsOf(table)).toEqual(
      expect.arrayContaining(["MARKET", "2026-11-28", ...items, "12.85"]),
    );
    const ends = await table
      .getByRole("textbox", { name: /^(Currency|Price.*|Tax|Total)$/ })
      .evaluateAll((fields) => fields.map((field) => field.getBoundingClientRect().right));
    expect(Math.max(...ends) - Math.min(...ends)).toBeLessThanOrEqual(1);
    await expect(note).toHaveCount(1);
    await expect(note).toContainText("knows only receipts like its sample");
    await info.attach("receipt", { body: await page.screenshot(), contentType: "image/png" });

    await newChat();
    await page.getByRole("button", { name: /^Transcribe a voice note/ }).click();
    await expect(replies).toContainText("4150927");
    await expect(note).toContainText("telephone keys");
    await info.attach("tones", { body: await page.screenshot(), contentType: "image/png" });

    await newChat();
    await box.fill("My careful draft");
    await page.getByRole("button", { name: /^Read a receipt/ }).click();
    await expect(page.getByRole("group", { name: "Task: Read receipt" })).toBeVisible();
    await expect(box).toHaveValue("My careful draft");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expect(table).toContainText("Items and total agree");
    await replyEnds();
    await expect(page.getByRole("button", { name: "Model: Facet Demo" })).toBeVisible();
  });

  test("says of other pictures that it can't read them, and which model can", async ({ facet }, info) => {
    const { page } = facet;
    const { send, replyEnds, replies } = user(page);
    const files = attaching(facet);
    await files.pick({ name: "picture.png", bytes: await ownPicture() });
    await files.settled();
    const words = /The demo model reads only receipts like its sample\. Every Gemma 4 reads yours/;
    await expect(files.tray).toContainText(words);
    await info.attach("own picture", { body: await page.screenshot(), contentType: "image/png" });
    await send("What is this?");
    await replyEnds();
    await expect(replies).toContainText("The demo model can’t read this picture");
    await expect(replies).not.toContainText("error");
    await info.attach("answer to it", { body: await page.screenshot(), contentType: "image/png" });
    await replies.getByRole("button", { name: "Get a model" }).click();
    await expect(modelsPage(page).main).toContainText("E2B");
    await expect(page).toHaveURL(/#\/models\/get\?needs=sees$/);
  });
});

test("shows thinking, a table, code and a formula, and links to Models", async ({
  facet: { page },
}, info) => {
  const { replies, replyEnds, reasoning, box } = user(page);
  await page.getByRole("button", { name: /^Ask anything/ }).click();
  await box.press("Enter");
  await replyEnds();
  await expect(reasoning).toBeVisible();
  await expect(replies.getByRole("table")).toContainText("525,600");
  await expect(replies.locator("pre")).toContainText("return days * 24 * 60");
  await expect(replies.locator(".katex").last()).toBeVisible();
  await expect(replies).not.toContainText(/\p{Script=Han}/u);
  await info.attach("answer", { body: await page.screenshot(), contentType: "image/png" });
  await replies.getByRole("link", { name: "choose a Gemma 4 for this computer" }).click();
  const { main } = modelsPage(page);
  await expect(main.getByRole("tab", { name: "Get models" })).toHaveAttribute("aria-selected", "true");
  await page.goBack();
  await replies.getByRole("link", { name: "Installed" }).click();
  await expect(main.getByRole("tab", { name: "Installed" })).toHaveAttribute("aria-selected", "true");
});

test.describe("on a Chinese system", () => {
  test.use({ locale: "zh-CN", beforeStart });

  test("the demo answers in Chinese alone", async ({ facet: { page } }, info) => {
    const reply = page.getByRole("article", { name: "助手" });
    await info.attach("start", { body: await page.screenshot(), contentType: "image/png" });
    await page.getByRole("button", { name: /^识别收据/ }).click();
    const table = reply.getByRole("table", { name: "收据" });
    await expect(table).toContainText("商品金额与总额一致");
    expect(await fieldsOf(table)).toEqual(expect.arrayContaining([...items, "12.85"]));
    await info.attach("receipt", { body: await page.screenshot(), contentType: "image/png" });
    await page.getByRole("textbox", { name: "消息" }).fill("Hello");
    await page.keyboard.press("Enter");
    await expect(reply.last()).toContainText("你好！我是");
    await expect(reply.last().getByRole("link", { name: "已安装" })).toBeVisible();
    await expect(reply.last()).not.toContainText("Hello");
  });
});
