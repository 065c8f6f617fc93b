import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { exportPath } from "../../shared/chat/export-url.ts";
import { mediaPath, mediaUploadPath } from "../../shared/media/media-url.ts";
import type { ReadExport } from "../export/read-export.ts";
import type { MediaStore } from "../media/media-store.ts";
import type { ReadMedia } from "../media/read-media.ts";
import type { FindPageFile, PageFile } from "../page/page-files.ts";
import { filePolicy } from "../page/page-policy.ts";
import type { Access } from "./access.ts";
import type { Compress } from "./compressed.ts";
import {
  jsonResponse,
  pageResponse,
  redirectResponse,
  textResponse,
  type HttpResponse,
} from "./http-responses.ts";
import { takeUpload } from "./media-endpoint.ts";
import { isFromOwnPage, isLoopback } from "./own-hosts.ts";
import { newLinkPage, redirectPage } from "./plain-page.ts";
import type { SessionCookie } from "./session-cookie.ts";

export interface Site {
  readonly access: Access;
  readonly cookie: SessionCookie;
  readonly findPageFile: FindPageFile;
  readonly media: MediaStore;
  readonly readMedia: ReadMedia;
  readonly readExport: ReadExport;
  readonly compress: Compress;
  readonly onUnauthorized: () => void;
  readonly linkSecret: string;
  readonly link: () => string;
}

/** Responds to a request whose Host header has been checked. */
export async function handleRequest(request: IncomingMessage, site: Site): Promise<HttpResponse> {
  // Not parsed against a base: a path that starts with two slashes would be taken for a host.
  const url = URL.parse(`http://facet.invalid${request.url ?? ""}`);
  if (url?.host !== "facet.invalid") return textResponse(400, "This is not a valid address.");
  if (request.method === "POST" && url.pathname === "/link") return answerLink(request, site);
  const hasSession = site.access.isSession(site.cookie.read(request.headers.cookie));
  if (request.method === "POST" && url.pathname === mediaUploadPath)
    return answerUpload(request, site, hasSession);
  if (request.method !== "GET" && request.method !== "HEAD") return textResponse(405, "GET and HEAD only.");

  const token = url.pathname === "/" ? url.searchParams.get("token") : null;
  if (token !== null) return answerToken(request, site, token, hasSession);
  if (hasSession && url.pathname.startsWith(exportPath)) return answerExport(site, url);
  if (hasSession && url.pathname.startsWith(mediaPath))
    return answerMedia(request, site, url.pathname.slice(mediaPath.length));
  const file = await site.findPageFile(url.pathname);
  if (file && (hasSession || isPublic(file))) return answerFile(request, site, url.pathname, file);
  if (hasSession) return textResponse(404, "Not found.");
  if (url.pathname !== "/") return textResponse(401, "Open Facet with the link in its terminal.");
  if (isCrossSite(request)) return pageResponse(200, redirectPage);
  return answerStranger(site);
}

/** Only GET uses up a token, because HEAD must not change anything. */
function answerToken(request: IncomingMessage, site: Site, token: string, hasSession: boolean): HttpResponse {
  if (hasSession) return redirectResponse("/");
  const session = request.method === "GET" ? site.access.redeem(token) : null;
  if (session !== null) {
    const headers = { "Set-Cookie": site.cookie.write(session) };
    return isCrossSite(request) ? pageResponse(200, redirectPage, headers) : redirectResponse("/", headers);
  }
  // The browser may have withheld the session cookie; it sends it when our own page redirects.
  return isCrossSite(request) ? pageResponse(200, redirectPage) : answerStranger(site);
}

function answerStranger(site: Site): HttpResponse {
  site.onUnauthorized();
  return pageResponse(401, newLinkPage);
}

/** Whether a link on another site was followed: the browser then withholds SameSite=Strict cookies. */
function isCrossSite(request: IncomingMessage): boolean {
  return request.headers["sec-fetch-site"] === "cross-site";
}

/** Browsers send Origin with every POST, which reveals requests from other sites' pages. */
async function answerUpload(
  request: IncomingMessage,
  site: Site,
  hasSession: boolean,
): Promise<HttpResponse> {
  if (!isFromOwnPage(request)) return textResponse(403, "Forbidden.");
  if (!hasSession) return textResponse(401, "Open Facet with the link in its terminal.");
  return jsonResponse(await takeUpload(request, site.media));
}

async function answerMedia(request: IncomingMessage, site: Site, hash: string): Promise<HttpResponse> {
  const found = await site.readMedia(hash, request.headers.range ?? null);
  return found ? { ...found, body: found.body ?? "" } : textResponse(404, "Not found.");
}

function answerExport(site: Site, { pathname, searchParams }: URL): HttpResponse {
  const found = site.readExport(pathname.slice(exportPath.length), searchParams.get("language"));
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
