import { fork } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { projectRoot } from "../../../scripts/build/build-app.ts";
import type {
  FromStandin,
  NativeCall,
  StandinMenu,
  StandinQuestion,
  StandinResponse,
  ToStandin,
} from "../../standin/messages.ts";
import { watchChild } from "./child.ts";
import type { Host, StartHost } from "./host.ts";
import { hostEnvironment } from "./host-environment.ts";
import { printPage } from "./print-page.ts";
import { openStandinPage, serveAppOrigin, type StandinPage } from "./standin-page.ts";

type WindowOfApp = Extract<FromStandin, { type: "window" }>;

export interface StandinHost extends Host {
  /** What the app had the system do, in order. */
  readonly calls: readonly NativeCall[];
  /** The arguments of the calls of one function. */
  callsOf(name: string): readonly (readonly unknown[])[];
  readonly webPreferences: () => Readonly<Record<string, unknown>>;
  /** Sends an IPC request as a frame with this address. */
  askAs(frameUrl: string, isTopFrame: boolean, ...args: unknown[]): Promise<unknown>;
  /** Sends a chunk of a file over IPC as a frame with this address. */
  sendAs(frameUrl: string, isTopFrame: boolean, chunk: unknown): Promise<unknown>;
  /** Asks the app's own scheme, as Chromium would. */
  fetchFromApp(url: string, method?: string): Promise<StandinResponse>;
  /** Whether the app allows what Chromium asks it. */
  allows(question: StandinQuestion): Promise<boolean>;
  emit(target: Extract<ToStandin, { type: "emit" }>["target"], event: string, ...args: unknown[]): void;
  readMenu(): Promise<readonly StandinMenu[]>;
  clickMenu(label: string): Promise<void>;
  zoomLevel(): Promise<number>;
  post(message: ToStandin): void;
  /** The page of the window that was opened last, as soon as there are this many. */
  newestPage(windows: number): Promise<Page>;
  closeWindow(): void;
  readonly hasEnded: () => boolean;
}

/** Runs the unmodified desktop bundle in plain Node. Its windows are Chromium pages with the real preload. */
export const startStandinHost = async (
  ...[{ home, context, args = [] }]: Parameters<StartHost>
): Promise<StandinHost> => {
  const process = fork(join(projectRoot, "dist/electron/main.js"), [...args], {
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
  const calls: NativeCall[] = [];
  const pending = new Map<number, { done: (value: unknown) => void; failed: (error: Error) => void }>();
  const windows = new Map<number, WindowOfApp>();
  const pages = new Map<number, StandinPage>();
  let lastCallId = 0;
  let announceWindow: (window: WindowOfApp) => void;
  const windowOpened = new Promise<WindowOfApp>((done) => (announceWindow = done));

  const post = (message: ToStandin) => {
    if (process.connected) process.send(message);
  };
  const call = <T>(message: (callId: number) => ToStandin): Promise<T> =>
    new Promise((done, failed) => {
      const callId = ++lastCallId;
      pending.set(callId, { done: done as (value: unknown) => void, failed });
      post(message(callId));
    });
  const fetchFromApp = (url: string, method = "GET", headers: Readonly<Record<string, string>> = {}) =>
    call<StandinResponse>((callId) => ({ type: "fetch", callId, url, method, headers }));
  const allows = (question: StandinQuestion) =>
    call<boolean>((callId) => ({ type: "ask", callId, question }));
  const settle = (callId: number) => {
    const waiting = pending.get(callId);
    pending.delete(callId);
    return waiting;
  };

  process.on("message", (message: FromStandin) => {
    switch (message.type) {
      case "window":
        windows.set(message.windowId, message);
        announceWindow(message);
        break;
      case "window-closed":
        windows.delete(message.windowId);
        void pages.get(message.windowId)?.page.close();
        pages.delete(message.windowId);
        break;
      case "event":
        pages.get(message.windowId)?.deliver(message.channel, message.args);
        break;
      case "print":
        void printPage(pages.get(message.windowId)?.page, message.options).then((bytes) =>
          post({ type: "printed", printId: message.printId, bytes }),
        );
        break;
      case "answer":
        settle(message.callId)?.done(message.value);
        break;
      case "refused":
        settle(message.callId)?.failed(new Error(message.message));
        break;
      case "native":
        calls.push({ name: message.name, args: message.args });
    }
  });

  const ended = new Promise<never>((_done, failed) => {
    process.once("exit", () => failed(new Error(`The desktop bundle exited:\n${child.output()}`)));
  });
  ended.catch(() => undefined);
  const first = await Promise.race([windowOpened, ended]);
  const preloadSource = await readFile(first.preload, "utf8");
  const served = await serveAppOrigin(fetchFromApp);
  process.once("exit", () => served.close());

  const invokeIn =
    (windowId: number) =>
    (frameUrl: string, isTopFrame: boolean, channel: string, sent: readonly unknown[]) =>
      call((callId) => ({ type: "invoke", callId, windowId, channel, args: sent, frameUrl, isTopFrame }));
  const show = async ({ windowId, url }: WindowOfApp): Promise<Page> => {
    const opened = await openStandinPage(context, preloadSource, served.origin, url, {
      invoke: invokeIn(windowId),
      openWindow: (link) => void allows({ about: "open-window", url: link }).catch(() => undefined),
      navigate: (link) => void allows({ about: "navigate", url: link }).catch(() => undefined),
    });
    pages.set(windowId, opened);
    opened.page.once("close", () => post({ type: "close-window", windowId }));
    return opened.page;
  };

  return {
    pid: child.pid,
    output: child.output,
    calls,
    callsOf: (name) => calls.filter((each) => each.name === name).map((each) => each.args),
    webPreferences: () => first.webPreferences,
    askAs: (frameUrl, isTopFrame, ...sent) =>
      invokeIn(first.windowId)(frameUrl, isTopFrame, "facet:request", sent),
    sendAs: (frameUrl, isTopFrame, chunk) =>
      invokeIn(first.windowId)(frameUrl, isTopFrame, "facet:media", [chunk]),
    fetchFromApp,
    allows,
    emit: (target, event, ...sent) => post({ type: "emit", target, event, args: sent }),
    readMenu: () => call((callId) => ({ type: "read-menu", callId })),
    clickMenu: (label) => call((callId) => ({ type: "click-menu", callId, label })),
    zoomLevel: () => call((callId) => ({ type: "read-zoom", callId })),
    post,
    async newestPage(count) {
      await expect.poll(() => windows.size).toBe(count);
      const newest = [...windows.values()].at(-1) ?? first;
      return pages.get(newest.windowId)?.page ?? show(newest);
    },
    closeWindow: () => post({ type: "close-window" }),
    hasEnded: () => process.exitCode === 0,
    openPage: () => show(first),
    reopen: () => Promise.reject(new Error("The desktop window was closed with the app; open another page.")),
    quit: () => child.end("SIGTERM"),
    kill: () => child.end("SIGKILL"),
  };
};
