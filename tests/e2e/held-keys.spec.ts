import { attaching } from "./harness/attaching.ts";
import { expect, test } from "./harness/facet.ts";

test("a held Enter removes one attachment, and not the next ones too", async ({ facet }) => {
  const { page } = facet;
  const { pick, settled, tray } = attaching(facet);
  const notes = ["one.txt", "two.txt", "three.txt"].map((name) => ({ name, bytes: Buffer.from(name) }));
  await pick(...notes);
  await settled();
  await page.getByRole("button", { name: "Remove one.txt" }).focus();
  for (let repetition = 0; repetition < 5; repetition++) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await expect(tray.getByRole("listitem")).toHaveCount(2);
  await expect(page.getByRole("button", { name: "Remove two.txt" })).toBeFocused();
});
