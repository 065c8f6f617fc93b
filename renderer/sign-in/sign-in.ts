import {
  sessionPath,
  signInPath,
  type SessionAnswer,
  type SignInAnswer,
  type SignInRequest,
} from "../../shared/ipc/sign-in.ts";
import { readPageKeys, storePageKeys } from "../ipc/page-keys.ts";

/** Why this browser is not signed in (yet). */
export type Refusal =
  | Exclude<SignInAnswer, { readonly type: "signed-in" }>
  /** The server did not answer. */
  | { readonly type: "unreachable" }
  /** The browser keeps nothing for this address, as with site data blocked. */
  | { readonly type: "no-storage" };

/** What the page shows first: null while the browser goes on to the app. */
export interface Arrival {
  readonly refusal: Refusal | null;
  readonly takesPassword: boolean;
}

/**
 * Goes on to the app where this browser is signed in or has a valid link in its address. A link is not used up
 * by a browser that is signed in.
 */
export async function arrive(): Promise<Arrival | null> {
  const session = await readSession();
  if (session === null) return { refusal: { type: "unreachable" }, takesPassword: false };
  if (session.isSignedIn) return enter();
  const url = new URL(location.href);
  const token = url.searchParams.get("token");
  if (token === null) return { refusal: null, takesPassword: session.takesPassword };
  // The address is what a user bookmarks or copies.
  url.searchParams.delete("token");
  history.replaceState(null, "", url);
  const refusal = await signIn({ token });
  return refusal && { refusal, takesPassword: session.takesPassword };
}

/** Resolves to null when the browser goes on to the app. */
export async function signIn(by: SignInRequest): Promise<Refusal | null> {
  const answer = await post(by);
  if (answer.type !== "signed-in") return answer;
  return storePageKeys(answer) ? enter() : { type: "no-storage" };
}

/** The navigation starts at our own page, so the browser sends its SameSite=Strict cookie with it. */
function enter(): null {
  location.replace(`/${location.hash}`);
  return null;
}

async function readSession(): Promise<SessionAnswer | null> {
  const headers = { Authorization: `Bearer ${readPageKeys()?.pageKey ?? ""}` };
  try {
    return (await (await fetch(sessionPath, { headers })).json()) as SessionAnswer;
  } catch {
    return null;
  }
}

async function post(by: SignInRequest): Promise<SignInAnswer | Refusal> {
  const headers = { "Content-Type": "application/json" };
  try {
    const response = await fetch(signInPath, { method: "POST", headers, body: JSON.stringify(by) });
    return (await response.json()) as SignInAnswer;
  } catch {
    return { type: "unreachable" };
  }
}
