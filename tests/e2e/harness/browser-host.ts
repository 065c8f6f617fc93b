import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { linkOfRunningInstance } from "../../../electron/server/running-instance.ts";
import { projectRoot } from "../../../scripts/build/build-app.ts";
import { watchChild } from "./child.ts";
import type { Host, StartHost } from "./host.ts";
import { hostEnvironment } from "./host-environment.ts";

export interface BrowserHost extends Host {
  /** Address without a token. */
  readonly url: string;
  /** The link printed at the start. It signs in one browser, once. */
  readonly link: string;
  /** Requests another link, as a second process does. */
  newLink(): Promise<string>;
}

const serveScript = join(projectRoot, "dist/electron/serve.js");

/** Runs serve mode, as `npm run serve -- --no-open` does, with its pages in Chromium. */
export const startBrowserHost = async (
  ...[{ home, context, previous }]: Parameters<StartHost>
): Promise<BrowserHost> => {
  const port = previous ? new URL((previous as BrowserHost).url).port : "0";
  const child = watchChild(
    spawn(process.execPath, ["--enable-source-maps", serveScript, "--port", port, "--no-open"], {
      env: hostEnvironment(home),
      stdio: ["ignore", "pipe", "pipe"],
    }),
  );
  const [, link = ""] = await child.printed(/^Facet is running at (\S+)$/m);
  const url = new URL(link).origin;
  let isLinkUsed = false;
  // The first page uses the link; later pages are signed in by the cookie.
  const address = () => {
    if (isLinkUsed) return `${url}/`;
    isLinkUsed = true;
    return link;
  };
  /** The sign-in page goes on to the app by itself. */
  const enter = async (page: Page) => {
    await page.goto(address());
    await page.waitForFunction(() => document.readyState === "complete" && document.body.id !== "sign-in");
    await page.locator("main, [role=alert]").first().waitFor();
  };
  return {
    url,
    link,
    pid: child.pid,
    output: child.output,
    async newLink() {
      const newLink = await linkOfRunningInstance(home);
      if (newLink === null) throw new Error("The running Facet returned no link");
      return newLink;
    },
    async openPage() {
      const page = await context.newPage();
      await enter(page);
      return page;
    },
    async reopen(page) {
      const { hash } = new URL(page.url());
      await enter(page);
      if (hash) await page.goto(`${url}/${hash}`);
    },
    quit: () => child.end("SIGTERM"),
    kill: () => child.end("SIGKILL"),
  };
};
