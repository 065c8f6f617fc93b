/** Messages between the stand-in for Electron and the test that owns its browser, over Node's IPC channel. */
export type FromStandin =
  | {
      readonly type: "window";
      readonly url: string;
      readonly preload: string;
      readonly webPreferences: Readonly<Record<string, unknown>>;
    }
  | { readonly type: "event"; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly type: "answer"; readonly callId: number; readonly value: unknown }
  | { readonly type: "refused"; readonly callId: number; readonly message: string }
  | { readonly type: "opened-outside"; readonly url: string };

export type ToStandin =
  | {
      readonly type: "invoke";
      readonly callId: number;
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
  | { readonly type: "open-window"; readonly url: string }
  | { readonly type: "navigate"; readonly url: string }
  | { readonly type: "close-window" }
  | { readonly type: "second-instance" };

/** The response to `fetch`. */
export interface StandinResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
