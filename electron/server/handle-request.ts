import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { exportPath } from "../../shared/chat/export-url.ts";
import { keyParameter, sessionPath, signInPath } from "../../shared/ipc/sign-in.ts";
import { mediaPath, mediaUploadPath } from "../../shared/media/media-url.ts";
import { hasMediaKey, hasPageKey, type Session } from "../access/sessions.ts";
import type { ReadExport } from "../export/read-export.ts";
import type { MediaStore } from "../media/media-store.ts";
import type { ReadMedia } from "../media/read-media.ts";
import type { FindPageFile, PageFile } from "../page/page-files.ts";
import { filePolicy } from "../page/page-policy.ts";
import type { Compress } from "./compressed.ts";
import { jsonResponse, textResponse, type HttpResponse } from "./http-responses.ts";
import { takeUpload } from "./media-endpoint.ts";
import { isFromOwnPage, isLoopback } from "./own-hosts.ts";
import { answerSession, answerSignIn, bearerOf, type SignInDesk } from "./sign-in-endpoint.ts";

export interface Site extends SignInDesk {
  readonly findPageFile: FindPageFile;
  readonly media: MediaStore;
  readonly readMedia: ReadMedia;
  readonly readExport: ReadExport;
  readonly compress: Compress;
  readonly linkSecret: string;
  readonly link: () => string;
}

const signInFile = "/sign-in.html";

/**
 * Responds to a request whose Host header has been checked. The cookie alone opens only the page, which is the
 * same for everyone: other servers on the same address receive it too. What is private requires a key that only
 * our own page holds (ADR 26).
 */
export async function handleRequest(request: IncomingMessage, site: Site): Promise<HttpResponse> {
  // Not parsed against a base: a path that starts with two slashes would be taken for a host.
  const url = URL.parse(`http://facet.invalid${request.url ?? ""}`);
  if (url?.host !== "facet.invalid") return textResponse(400, "This is not a valid address.");
  const { pathname, searchParams } = url;
  if (request.method === "POST" && pathname === "/link") return answerLink(request, site);
  if (request.method === "POST" && pathname === signInPath) return answerSignIn(request, site);
  const session = site.access.sessions.find(site.cookie.read(request.headers.cookie));
  if (session) site.access.seen(session, request.socket.remoteAddress ?? "");
  if (request.method === "POST" && pathname === mediaUploadPath) return answerUpload(request, site, session);
  if (request.method !== "GET" && request.method !== "HEAD") return textResponse(405, "GET and HEAD only.");

  if (pathname === sessionPath) return answerSession(request, site);
  const isPrivate = pathname.startsWith(exportPath) || pathname.startsWith(mediaPath);
  if (session && isPrivate && hasMediaKey(session, searchParams.get(keyParameter) ?? ""))
    return answerPrivate(request, site, url);
  if (isPrivate) return textResponse(401, notSignedIn);
  if (pathname === signInPath || (pathname === "/" && searchParams.has("token")))
    return answerSignInPage(request, site, 200);
  const file = pathname === signInFile ? null : await site.findPageFile(pathname);
  if (file && (session || isPublic(file))) return answerFile(request, site, pathname, file);
  if (session) return textResponse(404, "Not found.");
  if (pathname !== "/") return textResponse(401, notSignedIn);
  // A browser that follows a link on another site withholds the cookie; the sign-in page finds out.
  if (isCrossSite(request)) return answerSignInPage(request, site, 200);
  site.onStranger();
  return answerSignInPage(request, site, 401);
}

const notSignedIn = "Open Facet in this browser and sign in.";

/** It contains nothing private, and goes on to the app where the browser turns out to be signed in. */
async function answerSignInPage(request: IncomingMessage, site: Site, status: number): Promise<HttpResponse> {
  const file = await site.findPageFile(signInFile);
  if (!file) return textResponse(500, "The sign-in page is missing. Build Facet again.");
  return { ...(await answerFile(request, site, signInFile, file)), status };
}

/** Whether a link on another site was followed: the browser then withholds SameSite=Strict cookies. */
function isCrossSite(request: IncomingMessage): boolean {
  return request.headers["sec-fetch-site"] === "cross-site";
}

/** Browsers send Origin with every POST, which reveals requests from other sites' pages. */
async function answerUpload(
  request: IncomingMessage,
  site: Site,
  session: Session | null,
): Promise<HttpResponse> {
  if (!isFromOwnPage(request)) return textResponse(403, "Forbidden.");
  if (!session || !hasPageKey(session, bearerOf(request))) return textResponse(401, notSignedIn);
  return jsonResponse(await takeUpload(request, site.media));
}

async function answerPrivate(
  request: IncomingMessage,
  site: Site,
  { pathname, searchParams }: URL,
): Promise<HttpResponse> {
  if (pathname.startsWith(mediaPath)) {
    const hash = pathname.slice(mediaPath.length);
    const found = await site.readMedia(hash, request.headers.range ?? null);
    return found ? { ...found, body: found.body ?? "" } : textResponse(404, "Not found.");
  }
  const found = site.readExport(pathname.slice(exportPath.length), searchParams);
  return found ? { status: 200, headers: found.headers, body: found } : textResponse(404, "Chat not found.");
}

/**
 * The page's scripts, styles and fonts contain nothing private. An open page keeps loading them when its
 * session has ended with a restart of the server, to say so and to keep what was typed.
 */
function isPublic(file: PageFile): boolean {
  return !file.mediaType.startsWith("text/html");
}

async function answerFile(
  request: IncomingMessage,
  site: Site,
  pathname: string,
  file: PageFile,
): Promise<HttpResponse> {
  const headers: Record<string, string> = {
    "Content-Type": file.mediaType,
    "Cache-Control": file.cacheControl,
  };
  // A worker uses the policy of its own script, and loads parts of itself as the page does.
  if (/^text\/(html|javascript)/.test(file.mediaType)) {
    // Older browsers do not include ws: in 'self'.
    headers["Content-Security-Policy"] = filePolicy(pathname, [`ws://${request.headers.host ?? ""}`]);
  }
  // On the same computer, decompression costs more than the transfer saves.
  if (isFromThisComputer(request)) return { status: 200, headers, body: file.bytes };
  const { bytes, encoding } = await site.compress(pathname, file, request.headers["accept-encoding"]);
  headers["Vary"] = "Accept-Encoding";
  if (encoding) headers["Content-Encoding"] = encoding;
  return { status: 200, headers, body: bytes };
}

/** Another process of the same user that read the secret from the data folder requests a link. */
function answerLink(request: IncomingMessage, site: Site): HttpResponse {
  const isPage = request.headers.origin !== undefined;
  const isTrusted = isSame(request.headers.authorization ?? "", `Bearer ${site.linkSecret}`);
  if (isPage || !isTrusted || !isFromThisComputer(request)) return textResponse(403, "Forbidden.");
  return jsonResponse({ url: site.link() });
}

function isFromThisComputer({ socket }: IncomingMessage): boolean {
  return isLoopback(socket.remoteAddress ?? "") || socket.remoteAddress === socket.localAddress;
}

function isSame(left: string, right: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
