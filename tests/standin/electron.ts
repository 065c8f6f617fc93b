import { fork, type ChildProcess } from "node:child_process";
import { EventEmitter } from "node:events";
import type {
  BrowserWindowConstructorOptions,
  ForkOptions,
  IpcMainInvokeEvent,
  MenuItemConstructorOptions,
  Rectangle,
  WindowOpenHandlerResponse,
} from "electron";
import type { FromStandin, StandinResponse, ToStandin } from "./messages.ts";

/**
 * The part of Electron's main-process module that Facet's shell uses, in plain Node. Windows are pages in the
 * browser of the test that started this process; all messages between page and shell go through that test.
 */
const tell = (message: FromStandin) => process.send?.(message);

class App extends EventEmitter {
  readonly isPackaged = false;
  #isQuitting = false;

  whenReady = () => Promise.resolve();
  setPath = () => undefined;
  getLocale = () => "en-US";
  requestSingleInstanceLock = () => true;

  quit(): void {
    if (this.#isQuitting) return;
    const event = new Event("before-quit", { cancelable: true });
    this.emit("before-quit", event);
    if (event.defaultPrevented) return;
    this.#isQuitting = true;
    this.exit(0);
  }

  exit(code: number): void {
    process.exit(code);
  }
}

export const app = new App();

type Invoked = (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown;
const invokeHandlers = new Map<string, Invoked>();
export const ipcMain = {
  handle: (channel: string, handler: Invoked) => void invokeHandlers.set(channel, handler),
};

type ProtocolHandler = (request: Request) => Promise<Response>;
const protocolHandlers = new Map<string, ProtocolHandler>();
export const protocol = {
  registerSchemesAsPrivileged: () => undefined,
  handle: (scheme: string, handler: ProtocolHandler) => void protocolHandlers.set(scheme, handler),
};

class WebContents extends EventEmitter {
  url = "";
  openHandler: (details: { url: string }) => WindowOpenHandlerResponse = () => ({ action: "deny" });

  setWindowOpenHandler(handler: WebContents["openHandler"]): void {
    this.openHandler = handler;
  }
  getURL = () => this.url;
  isDestroyed = () => false;
  send = (channel: string, ...args: unknown[]) => tell({ type: "event", channel, args });
  sendInputEvent = () => undefined;
}

export class BrowserWindow extends EventEmitter {
  static #open: BrowserWindow[] = [];
  static getAllWindows = () => [...BrowserWindow.#open];
  static getFocusedWindow = () => BrowserWindow.#open[0] ?? null;

  readonly webContents = new WebContents();
  readonly #options: BrowserWindowConstructorOptions;

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.#options = options;
    BrowserWindow.#open.push(this);
    app.emit("web-contents-created", {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    this.webContents.url = url;
    const { preload = "", ...webPreferences } = this.#options.webPreferences ?? {};
    tell({ type: "window", url, preload, webPreferences });
    this.emit("ready-to-show");
  }

  close(): void {
    this.emit("close");
    BrowserWindow.#open = BrowserWindow.#open.filter((window) => window !== this);
    if (BrowserWindow.#open.length === 0) app.emit("window-all-closed");
  }

  getNormalBounds = (): Rectangle => ({ x: 10, y: 20, width: 1280, height: 800 });
  isMaximized = () => false;
  isMinimized = () => false;
  maximize = () => undefined;
  restore = () => undefined;
  show = () => undefined;
  focus = () => undefined;
}

const session = {
  setPermissionRequestHandler: () => undefined,
  setPermissionCheckHandler: () => undefined,
  setDevicePermissionHandler: () => undefined,
  webRequest: { onBeforeRequest: () => undefined },
};
const sessions = { defaultSession: session };
export { sessions as session };

/** Behaves as on a Linux desktop without a keyring. */
export const safeStorage = {
  isAsyncEncryptionAvailable: async () => false,
  getSelectedStorageBackend: () => "basic_text",
  encryptStringAsync: async (text: string) => Buffer.from(text),
  decryptStringAsync: async (bytes: Buffer) => ({ result: bytes.toString(), shouldReEncrypt: false }),
};

export const shell = {
  openExternal: async (url: string) => void tell({ type: "opened-outside", url }),
  openPath: async () => "",
  showItemInFolder: () => undefined,
};

export const dialog = {
  showErrorBox: (title: string, content: string) => console.error(`${title}\n${content}`),
  showMessageBox: async ({ message }: { readonly message: string }) => {
    console.error(message);
    return { response: 0 };
  },
};

export const Menu = {
  setApplicationMenu: () => undefined,
  buildFromTemplate: (template: MenuItemConstructorOptions[]) => ({
    items: template,
    popup: () => undefined,
  }),
};

export const nativeTheme = { themeSource: "system", shouldUseDarkColors: false };
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] };
export const clipboard = { writeText: async () => undefined };

class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    super();
    this.#child = child;
    child.on("message", (message) => this.emit("message", message));
    child.once("exit", (code) => this.emit("exit", code ?? 1));
  }

  get pid() {
    return this.#child.pid;
  }
  get stderr() {
    return this.#child.stderr;
  }
  postMessage = (message: unknown) => this.#child.connected && this.#child.send(message as object);
  kill = () => this.#child.kill();
}

export const utilityProcess = {
  fork(modulePath: string, args: readonly string[] = [], { stdio = "inherit" }: ForkOptions = {}) {
    const [stdin = "ignore", stdout = "inherit", stderr = "inherit"] = Array.isArray(stdio) ? stdio : [];
    const child = fork(modulePath, [...args], {
      serialization: "advanced",
      stdio: [stdin, stdout, stderr, "ipc"],
      execArgv: ["--import", new URL("./parent-port.ts", import.meta.url).href],
    });
    return new UtilityProcess(child);
  },
};

process.on("message", (message: ToStandin) => void hear(message));
// The test has exited; end as when a desktop session ends.
process.on("disconnect", () => process.exit(1));

type AppFetch = Extract<ToStandin, { type: "fetch" }>;

async function hear(message: ToStandin): Promise<void> {
  const [window] = BrowserWindow.getAllWindows();
  switch (message.type) {
    case "invoke":
      return answer(message.callId, () => {
        const handler = invokeHandlers.get(message.channel);
        if (!handler) throw new Error(`No handler for ${message.channel}`);
        const senderFrame = { url: message.frameUrl, parent: message.isTopFrame ? null : {} };
        return handler({ senderFrame, sender: window?.webContents } as never, ...message.args);
      });
    case "fetch":
      return answer(message.callId, () => fetchFromApp(message));
    case "open-window":
      window?.webContents.openHandler({ url: message.url });
      return;
    case "navigate":
      window?.webContents.emit("will-navigate", { url: message.url, preventDefault: () => undefined });
      return;
    case "close-window":
      window?.close();
      return;
    case "second-instance":
      app.emit("second-instance", {}, [], "");
  }
}

async function answer(callId: number, work: () => unknown): Promise<void> {
  try {
    tell({ type: "answer", callId, value: await work() });
  } catch (thrown) {
    tell({ type: "refused", callId, message: String(thrown) });
  }
}

async function fetchFromApp({ url, method, headers }: AppFetch): Promise<StandinResponse> {
  const handler = protocolHandlers.get(new URL(url).protocol.replace(":", ""));
  if (!handler) throw new Error(`No handler for ${url}`);
  const response = await handler(new Request(url, { method, headers }));
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: new Uint8Array(await response.arrayBuffer()),
  };
}
