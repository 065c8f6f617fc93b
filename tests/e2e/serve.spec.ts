import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { once } from "node:events";
import { join } from "node:path";
import type { AddressInfo } from "node:net";
import { WebSocket } from "ws";
import { projectRoot } from "../../scripts/build/build-app.ts";
import type { BrowserHost } from "./harness/browser-host.ts";
import { watchChild } from "./harness/child.ts";
import { expect, test, type Facet } from "./harness/facet.ts";
import { mediaPage } from "./harness/media-page.ts";

// Sign-in of browsers, which only serve mode has.
test.describe("serve mode", { tag: "@browser" }, () => {
  const hostOf = (facet: Facet) => facet.host as BrowserHost;
  const messageBox = { name: "Message" };

  test("signs a browser in with its link, keeps it signed in, and removes the token from the address", async ({
    facet,
  }) => {
    const { page } = facet;
    await expect(page.getByRole("textbox", messageBox)).toBeVisible();
    expect(new URL(page.url()).search).toBe("");
    await page.reload();
    await expect(page.getByRole("textbox", messageBox)).toBeVisible();
    // A browser that is signed in can still open the used link.
    await page.goto(hostOf(facet).link);
    await expect(page.getByRole("textbox", messageBox)).toBeVisible();
  });

  test("explains to another browser that the link was used, and prints one new link", async ({
    facet,
    browser,
  }) => {
    const { link, output } = hostOf(facet);
    const stranger = await browser.newContext({ locale: "en-US" });
    const page = await stranger.newPage();
    await page.goto(link);
    await expect(page.getByRole("heading", { name: "This link has been used" })).toBeVisible();
    for (let visit = 0; visit < 3; visit += 1) await page.goto(hostOf(facet).url);
    await expect(page.getByRole("heading", { name: "Sign in to Facet" })).toBeVisible();

    const newLink = /has not signed in.+ open: (\S+)/g;
    await expect.poll(output).toMatch(newLink);
    const printed = [...output().matchAll(newLink)];
    expect(printed).toHaveLength(1);
    await page.goto(printed[0]?.[1] ?? "");
    await expect(page.getByRole("textbox", messageBox)).toBeVisible();
    await stranger.close();

    const chinese = await browser.newContext({ locale: "zh-CN" });
    const other = await chinese.newPage();
    await other.goto(link);
    await expect(other.getByRole("heading", { name: "这个链接已经用过了" })).toBeVisible();
    await chinese.close();
  });

  test("keeps a server on another port out, although it receives the cookie of a browser that visits it", async ({
    facet,
    browser,
  }) => {
    const { port } = new URL(hostOf(facet).url);
    const received: string[] = [];
    const neighbour = createServer((request, response) => {
      received.push(request.headers.cookie ?? "");
      response.setHeader("Content-Type", "text/html");
      response.end("<title>Another server</title>");
    });
    neighbour.listen(0, "127.0.0.1");
    await once(neighbour, "listening");
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(await hostOf(facet).newLink());
    await expect(page.getByRole("textbox", messageBox)).toBeVisible();
    const stored = await (await mediaPage(page)).put({ type: "text", text: "private" });
    await page.goto(`http://127.0.0.1:${(neighbour.address() as AddressInfo).port}/`);
    const cookie = received.find((each) => each.includes(`facet-${port}=`)) ?? "";
    // What is attacked: if browsers ever separate ports, this test has no subject any more.
    expect(cookie).toContain(`facet-${port}=`);

    const { url } = hostOf(facet);
    const headers = { Cookie: cookie, Origin: url };
    expect((await fetch(`${url}/media/${stored.stored}`, { headers })).status).toBe(401);
    expect((await fetch(`${url}/export/any?language=en`, { headers })).status).toBe(401);
    expect((await fetch(`${url}/media`, { headers, method: "POST", body: "theirs" })).status).toBe(401);
    const socket = new WebSocket(`${url.replace("http", "ws")}/ws`, { headers });
    socket.on("error", () => undefined);
    const [, response] = (await once(socket, "unexpected-response")) as [unknown, { statusCode: number }];
    expect(response.statusCode).toBe(401);
    socket.terminate();
    // The page's own keys never leave its origin.
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    await context.close();
    neighbour.closeAllConnections();
    neighbour.close();
  });

  test("signs in from a link on another site, although the browser withholds the cookie at first", async ({
    facet,
    browser,
  }) => {
    const { origin } = new URL(hostOf(facet).url);
    const link = await hostOf(facet).newLink();
    // Browsers treat localhost and 127.0.0.1 as two sites.
    const site = createServer((_request, response) => {
      response.setHeader("Content-Type", "text/html");
      response.end(`<a href="${link}">Fresh</a> <a href="${origin}/">Known</a>`);
    });
    site.listen(0, "localhost");
    await once(site, "listening");
    const elsewhere = `http://localhost:${(site.address() as AddressInfo).port}/`;
    const context = await browser.newContext();
    const page = await context.newPage();
    for (const name of ["Fresh", "Fresh", "Known"]) {
      await page.goto(elsewhere);
      await page.getByRole("link", { name }).click();
      await expect(page.getByRole("textbox", messageBox)).toBeVisible();
      expect(page.url()).toContain(origin);
      expect(new URL(page.url()).search).toBe("");
    }
    await context.close();
    site.closeAllConnections();
    site.close();
  });

  test("prints a link to the running Facet when started a second time on the same data, and exits", async ({
    facet,
    browser,
  }) => {
    const second = watchChild(
      spawn(process.execPath, [join(projectRoot, "dist/electron/serve.js"), "--no-open"], {
        env: { ...process.env, FACET_HOME: facet.home },
        stdio: ["ignore", "pipe", "pipe"],
      }),
    );
    const [, link = ""] = await second.printed(/^Facet is already running at (\S+)$/m);
    await expect.poll(() => second.process.exitCode).toBe(0);
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(link);
    await expect(page.getByRole("textbox", messageBox)).toBeVisible();
    await context.close();
  });

  test("asks an open page for the new link after a restart, and reconnects it once another tab opened the link", async ({
    facet,
    browser,
  }) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(await hostOf(facet).newLink());
    await expect(page.getByRole("textbox", messageBox)).toBeVisible();
    await facet.kill();
    await expect(page.getByRole("alert")).toContainText("Facet is not running");
    await facet.start();
    await expect(page.getByRole("alert")).toContainText("Facet was restarted", { timeout: 10_000 });
    const tab = await context.newPage();
    await tab.goto(await hostOf(facet).newLink());
    await expect(page.getByRole("alert")).toHaveCount(0, { timeout: 10_000 });
    await context.close();
  });

  test("reports in one sentence that its port is in use, and exits", async ({ facet, home }) => {
    const { port } = new URL(hostOf(facet).url);
    const other = watchChild(
      spawn(process.execPath, [join(projectRoot, "dist/electron/serve.js"), "--no-open", "--port", port], {
        env: { ...process.env, FACET_HOME: join(home, "another") },
        stdio: ["ignore", "pipe", "pipe"],
      }),
    );
    await expect.poll(() => other.process.exitCode).toBe(1);
    expect(other.output()).toMatch(/another program uses that port/);
    expect(other.output()).not.toMatch(/ {4}at /);
  });

  test("ends its engine process when it shuts down and when it is killed", async ({ facet }) => {
    const isAlive = (pid: number) => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    await expect.poll(() => facet.enginePid()).not.toBeNull();
    const first = (await facet.enginePid()) ?? 0;
    await facet.quit();
    expect(isAlive(first)).toBe(false);
    await facet.start();
    await expect.poll(() => facet.enginePid()).not.toBeNull();
    const second = (await facet.enginePid()) ?? 0;
    await facet.kill();
    await expect.poll(() => isAlive(second)).toBe(false);
    await facet.start();
    await expect(facet.page.getByRole("textbox", messageBox)).toBeVisible();
  });
});
