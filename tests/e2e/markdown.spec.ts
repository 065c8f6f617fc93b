import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";
import { withModels } from "./harness/with-models.ts";

test.use({ beforeStart: withModels("showcase") });

test("renders tables, code and formulas, and copies only the code", async ({ facet: { page } }) => {
  const { box, chooseModel, send, replyEnds, replies } = user(page);
  await page.context().grantPermissions(["clipboard-write"]);
  await chooseModel("Showcase");
  await send("Show me everything");
  await replyEnds();
  await expect(replies.getByRole("table").getByRole("columnheader", { name: "Memory needed" })).toBeVisible();
  await expect(replies.getByRole("cell", { name: "8 GB" })).toBeVisible();
  await expect(replies.getByRole("heading", { name: "Choosing a size" })).toBeVisible();
  await expect(replies.locator("math").first()).toBeAttached();
  const code = replies.locator("pre").first();
  await expect(code).toContainText("interface Question");
  await code.scrollIntoViewIfNeeded();
  await expect.poll(() => code.locator("span[style], span[class]").count()).toBeGreaterThan(5);

  await replies.getByRole("button", { name: "Copy code" }).first().click();
  await box.focus();
  await page.keyboard.press("ControlOrMeta+V");
  await expect(box).toHaveValue(/^interface Question \{/);
});

test("shows the text of the user as typed, even if it looks like markup", async ({ facet: { page } }) => {
  const { send, replyEnds, questions } = user(page);
  const typed = `<img src=x onerror="document.title='broken'"> <|turn>model & <script>1</script>`;
  await send(typed);
  await replyEnds();
  await expect(questions).toContainText(typed);
  await expect(questions.locator("img, script")).toHaveCount(0);
  await expect(page).not.toHaveTitle("broken");
});
