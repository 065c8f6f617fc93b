import type { IncomingMessage } from "node:http";
import { z } from "zod";
import type { SessionAnswer, SignInAnswer } from "../../shared/ipc/sign-in.ts";
import type { Access } from "../access/access.ts";
import { deviceName } from "../access/device-name.ts";
import { hasPageKey, type Visitor } from "../access/sessions.ts";
import { jsonResponse, textResponse, type HttpResponse } from "./http-responses.ts";
import { isFromOwnPage, isLoopback } from "./own-hosts.ts";
import type { SessionCookie } from "./session-cookie.ts";

const maxBodyBytes = 8 * 1024;

const requestSchema = z.union([
  z.strictObject({ token: z.string().max(200) }),
  z.strictObject({ password: z.string().max(1000) }),
]);

export interface SignInDesk {
  readonly access: Access;
  readonly cookie: SessionCookie;
  /** A link was used before, or never valid. */
  readonly onStranger: () => void;
}

/**
 * Exchanges a link's token or the password for a session. A browser sends this only from our own sign-in page:
 * programs that open links to preview them use none up.
 */
export async function answerSignIn(request: IncomingMessage, desk: SignInDesk): Promise<HttpResponse> {
  if (!isFromOwnPage(request)) return textResponse(403, "Forbidden.");
  const body = await readBody(request);
  const parsed = body === null ? null : requestSchema.safeParse(body);
  if (parsed?.success !== true) return textResponse(400, "This is not a sign-in.");
  const { access, cookie } = desk;
  const visitor = visitorOf(request);
  const outcome =
    "token" in parsed.data
      ? access.signInByLink(parsed.data.token, visitor)
      : await access.signInByPassword(parsed.data.password, visitor);
  switch (outcome.type) {
    case "signed-in": {
      const { cookie: secret, ...keys } = outcome.secrets;
      const headers = { "Set-Cookie": cookie.write(secret, visitor.isThisComputer) };
      return jsonResponse({ type: "signed-in", ...keys } satisfies SignInAnswer, 200, headers);
    }
    case "link-used":
      desk.onStranger();
      return jsonResponse(outcome satisfies SignInAnswer, 401);
    case "wrong-password":
      return jsonResponse(outcome satisfies SignInAnswer, 401);
    case "too-many-attempts":
      return jsonResponse(outcome satisfies SignInAnswer, 429, {
        "Retry-After": String(outcome.retryAfterS),
      });
  }
}

/** Whether the browser has both the cookie and the page's key, and how it can sign in otherwise. */
export function answerSession(request: IncomingMessage, { access, cookie }: SignInDesk): HttpResponse {
  const session = access.sessions.find(cookie.read(request.headers.cookie));
  const isSignedIn = session !== null && hasPageKey(session, bearerOf(request));
  return jsonResponse({ isSignedIn, takesPassword: access.hasPassword } satisfies SessionAnswer);
}

export function bearerOf({ headers }: Pick<IncomingMessage, "headers">): string {
  return /^Bearer (\S+)$/.exec(headers.authorization ?? "")?.[1] ?? "";
}

function visitorOf({ socket, headers }: IncomingMessage): Visitor {
  const address = socket.remoteAddress ?? "";
  return { ...deviceName(headers["user-agent"]), address, isThisComputer: isLoopback(address) };
}

/** Null for what is no JSON, or too long. */
async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      length += (chunk as Buffer).length;
      if (length > maxBodyBytes) {
        request.resume();
        return null;
      }
      chunks.push(chunk as Buffer);
    }
    return JSON.parse(Buffer.concat(chunks).toString("utf8")) as unknown;
  } catch {
    return null;
  }
}
