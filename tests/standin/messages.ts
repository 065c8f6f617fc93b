/** What the stand-in for Electron and the test that owns its browser say to each other, over Node's IPC channel. */
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
      /** Where the asking frame says it is. */
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

/** What `fetch` is answered with. */
export interface StandinResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
