import { fork } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { projectRoot } from "../../../scripts/build/build-app.ts";
import type { FromStandin, StandinResponse, ToStandin } from "../../standin/messages.ts";
import { watchChild } from "./child.ts";
import type { Host, StartHost } from "./host.ts";
import { hostEnvironment } from "./host-environment.ts";
import { preloadScript } from "./standin-preload.ts";

/**
 * Replaces facet://app, because an ordinary browser does not know that scheme. The app still sees
 * facet://app.
 */
const origin = "http://app.facet.localhost";
const appOrigin = "facet://app";

export interface StandinHost extends Host {
  /** Links that were opened with the system. */
  readonly openedOutside: readonly string[];
  readonly webPreferences: () => Readonly<Record<string, unknown>>;
  /** Sends an IPC request as a frame with this address. */
  askAs(frameUrl: string, isTopFrame: boolean, ...args: unknown[]): Promise<unknown>;
  /** Sends a chunk of a file over IPC as a frame with this address. */
  sendAs(frameUrl: string, isTopFrame: boolean, chunk: unknown): Promise<unknown>;
  closeWindow(): void;
  readonly hasEnded: () => boolean;
}

/** Runs the unmodified desktop bundle in plain Node. Its window is a Chromium page with the real preload. */
export const startStandinHost = async (
  ...[{ home, context }]: Parameters<StartHost>
): Promise<StandinHost> => {
  const process = fork(join(projectRoot, "dist/electron/main.js"), [], {
    env: hostEnvironment(home),
    execArgv: [
      "--enable-source-maps",
      "--import",
      new URL("../../standin/register.ts", import.meta.url).href,
    ],
    serialization: "advanced",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const child = watchChild(process);
  const openedOutside: string[] = [];
  const calls = new Map<number, { done: (value: unknown) => void; failed: (error: Error) => void }>();
  const pages: StandinPage[] = [];
  let lastCallId = 0;
  let announceWindow: (window: Extract<FromStandin, { type: "window" }>) => void;
  const windowOpened = new Promise<Extract<FromStandin, { type: "window" }>>(
    (done) => (announceWindow = done),
  );

  const post = (message: ToStandin) => process.connected && process.send(message);
  const call = (message: (callId: number) => ToStandin): Promise<unknown> =>
    new Promise((done, failed) => {
      const callId = ++lastCallId;
      calls.set(callId, { done, failed });
      post(message(callId));
    });
  const invoke = (frameUrl: string, isTopFrame: boolean, channel: string, args: readonly unknown[]) =>
    call((callId) => ({ type: "invoke", callId, channel, args, frameUrl, isTopFrame }));

  process.on("message", (message: FromStandin) => {
    switch (message.type) {
      case "window":
        announceWindow(message);
        break;
      case "event":
        for (const page of pages) page.deliver(message.channel, message.args);
        break;
      case "answer":
        calls.get(message.callId)?.done(message.value);
        calls.delete(message.callId);
        break;
      case "refused":
        calls.get(message.callId)?.failed(new Error(message.message));
        calls.delete(message.callId);
        break;
      case "opened-outside":
        openedOutside.push(message.url);
    }
  });

  const ended = new Promise<never>((_done, failed) => {
    process.once("exit", () => failed(new Error(`The desktop bundle exited:\n${child.output()}`)));
  });
  ended.catch(() => undefined);
  const { preload, webPreferences } = await Promise.race([windowOpened, ended]);
  const preloadSource = await readFile(preload, "utf8");

  return {
    pid: child.pid,
    output: child.output,
    openedOutside,
    webPreferences: () => webPreferences,
    askAs: (frameUrl, isTopFrame, ...args) => invoke(frameUrl, isTopFrame, "facet:request", args),
    sendAs: (frameUrl, isTopFrame, chunk) => invoke(frameUrl, isTopFrame, "facet:media", [chunk]),
    closeWindow: () => post({ type: "close-window" }),
    hasEnded: () => process.exitCode === 0,
    async openPage() {
      const page = await openStandinPage(context, preloadSource, {
        fetch: (url, method, headers) =>
          call((callId) => ({ type: "fetch", callId, url, method, headers })) as Promise<StandinResponse>,
        invoke: (url, isTopFrame, channel, args) => invoke(url, isTopFrame, channel, args),
        openWindow: (url) => post({ type: "open-window", url }),
        navigate: (url) => post({ type: "navigate", url }),
      });
      pages.push(page);
      await page.page.goto(`${origin}/`);
      return page.page;
    },
    reopen: () => Promise.reject(new Error("The desktop window was closed with the app; open another page.")),
    quit: () => child.end("SIGTERM"),
    kill: () => child.end("SIGKILL"),
  };
};

interface StandinPage {
  readonly page: Page;
  deliver(channel: string, args: readonly unknown[]): void;
}

interface StandinTransport {
  fetch(url: string, method: string, headers: Readonly<Record<string, string>>): Promise<StandinResponse>;
  invoke(url: string, isTopFrame: boolean, channel: string, args: readonly unknown[]): Promise<unknown>;
  openWindow(url: string): void;
  navigate(url: string): void;
}

async function openStandinPage(
  context: BrowserContext,
  preload: string,
  transport: StandinTransport,
): Promise<StandinPage> {
  const page = await context.newPage();
  await page.route(/^https?:/, async (route) => {
    const request = route.request();
    if (!request.url().startsWith(`${origin}/`)) {
      if (request.isNavigationRequest()) transport.navigate(request.url());
      await route.abort();
      return;
    }
    const { status, headers, body } = await transport.fetch(
      toApp(request.url()),
      request.method(),
      request.headers(),
    );
    await route.fulfill({ status, headers, body: Buffer.from(body) });
  });
  page.on("popup", (popup) => {
    transport.openWindow(popup.url());
    void popup.close();
  });
  await page.exposeBinding("standinInvoke", ({ frame }, channel: string, args: readonly unknown[]) =>
    transport.invoke(toApp(frame.url()), frame === page.mainFrame(), channel, args),
  );
  await page.addInitScript({ content: preloadScript(preload) });

  // Delivers events in order, batching those that arrive while the page handles the previous batch.
  let waiting: (readonly [string, readonly unknown[]])[] = [];
  let isDelivering = false;
  const drain = async () => {
    isDelivering = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await page.evaluate((events) => {
        for (const [channel, args] of events) {
          (globalThis as unknown as { standinDeliver: (...event: unknown[]) => void }).standinDeliver(
            channel,
            args,
          );
        }
      }, batch);
    }
    isDelivering = false;
  };
  return {
    page,
    deliver(channel, args) {
      waiting.push([channel, args]);
      // As in Electron, a page that is closed or navigating receives no events.
      if (!isDelivering) drain().catch(() => (isDelivering = false));
    },
  };
}

function toApp(url: string): string {
  return url.startsWith(origin) ? appOrigin + url.slice(origin.length) : url;
}
