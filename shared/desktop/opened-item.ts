import type { OpenLink } from "./open-link.ts";

/** What another program, the file manager or a second start handed over. */
export type OpenedItem =
  | {
      readonly type: "file";
      readonly name: string;
      /** Where the page fetches its bytes, once. */
      readonly path: string;
    }
  | { readonly type: "link"; readonly link: OpenLink }
  /** Why something was not opened. */
  | { readonly type: "refused"; readonly reason: "link" | "folder" | "unreadable"; readonly name: string };

/** The bytes of opened files are at this path of the app's own scheme, followed by a random id. */
export const openedPath = "/opened/";
