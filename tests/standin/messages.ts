import type { PrintToPDFOptions } from "electron";

/** Messages between the stand-in for Electron and the test that owns its browser, over Node's IPC channel. */
export type FromStandin =
  | {
      readonly type: "window";
      readonly windowId: number;
      readonly url: string;
      readonly preload: string;
      readonly webPreferences: Readonly<Record<string, unknown>>;
    }
  | { readonly type: "window-closed"; readonly windowId: number }
  | {
      readonly type: "event";
      readonly windowId: number;
      readonly channel: string;
      readonly args: readonly unknown[];
    }
  /** To be printed by the browser of the test, which answers with `printed`. */
  | {
      readonly type: "print";
      readonly windowId: number;
      readonly printId: number;
      readonly options: PrintToPDFOptions;
    }
  | { readonly type: "answer"; readonly callId: number; readonly value: unknown }
  | { readonly type: "refused"; readonly callId: number; readonly message: string }
  /** What the app had the system do, in order. */
  | ({ readonly type: "native" } & NativeCall);

/** A call of a function of Electron that a user would see or hear of. */
export interface NativeCall {
  /** Such as `shell.openExternal`. */
  readonly name: string;
  readonly args: readonly unknown[];
}

export type ToStandin =
  | {
      readonly type: "invoke";
      readonly callId: number;
      readonly windowId: number;
      readonly channel: string;
      readonly args: readonly unknown[];
      /** The URL that the calling frame reports. */
      readonly frameUrl: string;
      readonly isTopFrame: boolean;
    }
  | {
      readonly type: "fetch";
      readonly callId: number;
      readonly url: string;
      readonly method: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  /** Chromium asks the app before it acts; the answer is whether it may. */
  | { readonly type: "ask"; readonly callId: number; readonly question: StandinQuestion }
  /** `bytes` null: the page could not be printed. */
  | { readonly type: "printed"; readonly printId: number; readonly bytes: Uint8Array | null }
  /** Where the user saves in the next dialog; null: nowhere. */
  | { readonly type: "choose-file"; readonly path: string | null }
  | { readonly type: "close-window"; readonly windowId?: number }
  | { readonly type: "focus"; readonly isFocused: boolean }
  | {
      readonly type: "emit";
      readonly target: "app" | "window" | "contents" | "nativeTheme" | "screen" | "systemPreferences";
      readonly event: string;
      readonly args: readonly unknown[];
    }
  | { readonly type: "set-accent"; readonly color: string }
  | { readonly type: "press-shortcut"; readonly accelerator: string }
  | { readonly type: "click-notification" }
  /** The labels of the application menu, by submenu. */
  | { readonly type: "read-menu"; readonly callId: number }
  | { readonly type: "read-zoom"; readonly callId: number }
  | { readonly type: "click-menu"; readonly callId: number; readonly label: string };

export type StandinQuestion =
  | { readonly about: "open-window" | "navigate"; readonly url: string }
  | {
      readonly about: "permission";
      readonly permission: string;
      readonly details: object;
      readonly url: string;
    }
  | { readonly about: "device" }
  | { readonly about: "webview" }
  | { readonly about: "request"; readonly url: string };

export interface StandinMenu {
  readonly label: string;
  readonly items: readonly { readonly label: string; readonly accelerator: string | null }[];
}

/** The response to `fetch`. */
export interface StandinResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
