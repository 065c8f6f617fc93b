/** The paths of serve mode on which a browser signs in. */
export const signInPath = "/sign-in";
export const sessionPath = "/session";

/** What a browser sends to `signInPath`: the token of a link that works once, or the password. */
export type SignInRequest = { readonly token: string } | { readonly password: string };

/**
 * What the page keeps in the storage of its own origin. Other servers on the same address receive its cookie,
 * but never these.
 */
export interface PageKeys {
  /** Which of the signed-in devices this browser is; no secret. */
  readonly deviceId: string;
  /** For the WebSocket and uploads. */
  readonly pageKey: string;
  /** In the URLs of media and exports, where the browser sends no header; it only reads. */
  readonly mediaKey: string;
}

export type SignInAnswer =
  | ({ readonly type: "signed-in" } & PageKeys)
  | { readonly type: "link-used" }
  | { readonly type: "wrong-password" }
  /** The password is not checked before that. */
  | { readonly type: "too-many-attempts"; readonly retryAfterS: number };

export interface SessionAnswer {
  readonly isSignedIn: boolean;
  /** Whether a password was set; otherwise only links sign in. */
  readonly takesPassword: boolean;
}

/** The query parameter with the media key. */
export const keyParameter = "key";

/** The WebSocket subprotocol by which a page sends its key: a browser allows no other header. */
export const keyProtocolPrefix = "facet-key.";
