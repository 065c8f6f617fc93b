import { createHash } from "node:crypto";
import { once } from "node:events";
import { access, mkdir, readFile, readlink, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
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

test.describe("an installed AppImage", () => {
  const fileName = "Facet-2.0.0-linux-x64.AppImage";
  const newAppImage = "version 2.0.0";
  /** null: the feed cannot be read. */
  let offered: string | null = "2.0.0";
  let feed: Server;
  test.beforeAll(async () => {
    const sha512 = createHash("sha512").update(newAppImage).digest("base64");
    feed = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? "", "http://feed");
      if (pathname === `/${fileName}`) response.end(newAppImage);
      else if (offered === null) response.writeHead(500).end();
      else {
        const file = `url: ${fileName}\n    sha512: ${sha512}\n    size: ${newAppImage.length}`;
        response.end(`version: ${offered}\nfiles:\n  - ${file}\npath: ${fileName}\nsha512: ${sha512}\n`);
      }
    }).listen(0, "127.0.0.1");
    await once(feed, "listening");
  });
  test.afterAll(() => {
    feed.closeAllConnections();
    feed.close();
  });
  test.use({
    beforeStart: {
      async run(home) {
        const { port } = feed.address() as AddressInfo;
        const config = `provider: generic\nurl: http://127.0.0.1:${port}\nchannel: latest-x64\nupdaterCacheDirName: facet\n`;
        const appImage = join(home, "Facet.AppImage");
        await writeFile(appImage, "version 0.1.0", { mode: 0o755 });
        await asInstalled(home, { "app-update.yml": config }, { APPIMAGE: appImage });
      },
    },
  });

  test("looks for a new version when asked, downloads it, and installs it when it is closed", async ({
    facet,
    home,
  }) => {
    offered = null;
    await facet.page.getByRole("button", { name: "Settings", exact: true }).click();
    const settings = facet.page.getByRole("main", { name: "Settings" });
    const section = settings.getByRole("region", { name: "Updates" });
    await section.getByRole("button", { name: "Check now" }).click();
    await expect(section.getByRole("alert")).toContainText("could not be determined");
    offered = "0.1.0";
    await section.getByRole("button", { name: "Check again" }).click();
    await expect(section.getByRole("status")).toContainText("Facet is up to date.");
    offered = "2.0.0";
    await section.getByRole("button", { name: "Check now" }).click();
    await expect(section.getByRole("status")).toHaveText("Version 2.0.0 is available.");
    await section.getByRole("button", { name: "Download", exact: true }).click();
    await expect(section.getByRole("status")).toHaveText("Version 2.0.0 is installed when you close Facet.");
    expect(await readFile(join(home, "Facet.AppImage"), "utf8")).toBe("version 0.1.0");
    await facet.quit();
    expect(await readFile(join(home, "Facet.AppImage"), "utf8")).toBe(newAppImage);
  });
});
