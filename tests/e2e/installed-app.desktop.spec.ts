import { access, mkdir, readFile, readlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, type Facet } from "./harness/facet.ts";
import { asInstalled } from "./harness/installed.ts";

const launcher = "installed/resources/bin/facet";

const openDesktopSettings = async ({ page }: Facet) => {
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  return page.getByRole("main", { name: "Settings" }).getByRole("region", { name: "Desktop app" });
};

test.describe("an installed app", () => {
  test.use({ beforeStart: { run: (home) => asInstalled(home, { "bin/facet": "#!/bin/sh\n" }) } });

  test("installs its command for the user, says where terminals have to look for it, and removes it", async ({
    facet,
    home,
  }) => {
    const section = await openDesktopSettings(facet);
    const command = join(home, "user/.local/bin/facet");
    await section.getByRole("button", { name: "Install command" }).click();
    await expect(section.getByText(`Installed as ${command}.`)).toBeVisible();
    await expect(section.getByText(`export PATH="${join(home, "user/.local/bin")}:$PATH"`)).toBeVisible();
    expect(await readlink(command)).toBe(join(home, launcher));
    await section.getByRole("button", { name: "Remove command" }).click();
    await expect(section.getByText(/^Not installed\./)).toBeVisible();
    await expect(access(command)).rejects.toThrow();
  });

  test("leaves another program in its command's place", async ({ facet, home }) => {
    const other = join(home, "user/.local/bin/facet");
    await mkdir(join(other, ".."), { recursive: true });
    await writeFile(other, "mine");
    const section = await openDesktopSettings(facet);
    await expect(section.getByText(`${other} is another program’s`)).toBeVisible();
    await expect(section.getByRole("button", { name: "Install command" })).toHaveCount(0);
    expect(await readFile(other, "utf8")).toBe("mine");
  });
});
