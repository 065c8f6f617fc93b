import { EventEmitter } from "node:events";
import type {
  Clipboard,
  CrashReporter,
  Dialog,
  Display,
  GlobalShortcut,
  NativeTheme,
  Notification as ElectronNotification,
  NotificationConstructorOptions,
  PowerSaveBlocker,
  SafeStorage,
  SaveDialogOptions,
  Screen,
  Shell,
  SystemPreferences,
} from "electron";
import { recordCall } from "./test-channel.ts";

/** Behaves as on a Linux desktop without a keyring. */
export const safeStorage = {
  isAsyncEncryptionAvailable: async () => false,
  getSelectedStorageBackend: () => "basic_text" as const,
  encryptStringAsync: async (text: string) => Buffer.from(text),
  decryptStringAsync: async (bytes: Buffer) => ({ result: bytes.toString(), shouldReEncrypt: false }),
} satisfies Partial<SafeStorage>;

export const shell = {
  openExternal: async (url: string) => recordCall("shell.openExternal", url),
  async openPath(path: string) {
    recordCall("shell.openPath", path);
    return "";
  },
  showItemInFolder: (path: string) => recordCall("shell.showItemInFolder", path),
} satisfies Partial<Shell>;

let chosenFile: string | null = null;
/** What the user chooses in the next dialog to save a file. */
export const chooseFile = (path: string | null) => void (chosenFile = path);

export const dialog = {
  showSaveDialog: (async (_window: unknown, options: SaveDialogOptions) => {
    recordCall("dialog.showSaveDialog", options);
    return { canceled: chosenFile === null, filePath: chosenFile ?? "" };
  }) as Dialog["showSaveDialog"],
  showErrorBox: (title: string, content: string) => console.error(`${title}\n${content}`),
  showMessageBox: (async ({ message }: { readonly message: string }) => {
    console.error(message);
    return { response: 0, checkboxChecked: false };
  }) as unknown as Dialog["showMessageBox"],
  showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
} satisfies Partial<Dialog>;

class StandinTheme extends EventEmitter implements Pick<NativeTheme, "themeSource" | "shouldUseDarkColors"> {
  themeSource: NativeTheme["themeSource"] = "system";
  readonly shouldUseDarkColors = false;
}
export const nativeTheme = new StandinTheme();

class StandinScreen extends EventEmitter implements Pick<Screen, "getAllDisplays" | "getPrimaryDisplay"> {
  readonly #display = { workArea: { x: 0, y: 0, width: 1920, height: 1080 } } as Display;
  getAllDisplays = () => [this.#display];
  getPrimaryDisplay = () => this.#display;
}
export const screen = new StandinScreen();

export const clipboard = {
  writeText: async (text: string) => recordCall("clipboard.writeText", text),
} satisfies { writeText: (...args: Parameters<Clipboard["writeText"]>) => unknown };

class StandinPreferences extends EventEmitter implements Pick<SystemPreferences, "getAccentColor"> {
  accent = "";
  getAccentColor = () => this.accent;
}
export const systemPreferences = new StandinPreferences();

let lastBlocker = 0;
const blockers = new Set<number>();
export const powerMonitor = { isOnBatteryPower: () => false };

export const powerSaveBlocker = {
  start(type) {
    blockers.add(++lastBlocker);
    recordCall("powerSaveBlocker.start", type);
    return lastBlocker;
  },
  stop(id) {
    recordCall("powerSaveBlocker.stop");
    return blockers.delete(id);
  },
  isStarted: (id) => blockers.has(id),
} satisfies PowerSaveBlocker;

/** Another program holds this one. */
const takenAccelerator = "Control+Alt+T";
const shortcuts = new Map<string, () => void>();
export const globalShortcut = {
  register(accelerator, callback) {
    if (accelerator === takenAccelerator || shortcuts.has(accelerator)) return false;
    shortcuts.set(accelerator, callback);
    recordCall("globalShortcut.register", accelerator);
    return true;
  },
  unregister(accelerator) {
    shortcuts.delete(accelerator);
    recordCall("globalShortcut.unregister", accelerator);
  },
  isRegistered: (accelerator) => shortcuts.has(accelerator),
} satisfies Partial<GlobalShortcut>;
export const pressShortcut = (accelerator: string) => shortcuts.get(accelerator)?.();

export const crashReporter = {
  start: (options) => recordCall("crashReporter.start", options),
} satisfies Partial<CrashReporter>;

const notifications: Notification[] = [];
export class Notification extends EventEmitter implements Pick<ElectronNotification, "show" | "close"> {
  readonly #options: NotificationConstructorOptions;
  static isSupported = () => true;

  constructor(options: NotificationConstructorOptions = {}) {
    super();
    this.#options = options;
  }
  show(): void {
    notifications.push(this);
    recordCall("notification.show", this.#options.title, this.#options.body);
  }
  close = () => undefined;
}
export const clickNotification = () => notifications.at(-1)?.emit("click");
