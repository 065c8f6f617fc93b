import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { exportPath } from "../../shared/chat/export-url.ts";
import { mediaPath, mediaUploadPath } from "../../shared/media/media-url.ts";
import type { ReadExport } from "../export/read-export.ts";
import type { MediaStore } from "../media/media-store.ts";
import type { ReadMedia } from "../media/read-media.ts";
import type { FindPageFile } from "../page/page-files.ts";
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
import { newLinkPage, onwardPage } from "./plain-page.ts";
import type { SessionCookie } from "./session-cookie.ts";

export interface Site {
  readonly access: Access;
  readonly cookie: SessionCookie;
  readonly findPageFile: FindPageFile;
  readonly media: MediaStore;
  readonly readMedia: ReadMedia;
  readonly readExport: ReadExport;
  readonly compress: Compress;
  readonly onStranger: () => void;
  readonly linkSecret: string;
  readonly link: () => string;
}

/** Answers a request whose Host header is ours. */
export async function handleRequest(request: IncomingMessage, site: Site): Promise<HttpResponse> {
  // Not as a base: a path that begins with two slashes would be taken for a host.
  const url = URL.parse(`http://facet.invalid${request.url ?? ""}`);
  if (url?.host !== "facet.invalid") return textResponse(400, "This is no address.");
  if (request.method === "POST" && url.pathname === "/link") return answerLink(request, site);
  const hasSession = site.access.isSession(site.cookie.read(request.headers.cookie));
  if (request.method === "POST" && url.pathname === mediaUploadPath)
    return answerUpload(request, site, hasSession);
  if (request.method !== "GET" && request.method !== "HEAD") return textResponse(405, "GET and HEAD only.");

  const token = url.pathname === "/" ? url.searchParams.get("token") : null;
  if (token !== null) return answerToken(request, site, token, hasSession);
  if (hasSession && url.pathname.startsWith(exportPath)) return answerExport(site, url);
  if (hasSession) return answerFile(request, site, url.pathname);
  if (url.pathname !== "/") return textResponse(401, "Open Facet with the link in its terminal.");
  if (cameFromElsewhere(request)) return pageResponse(200, onwardPage);
  return answerStranger(site);
}

/** HEAD must change nothing, so only GET uses a token up. */
function answerToken(request: IncomingMessage, site: Site, token: string, hasSession: boolean): HttpResponse {
  if (hasSession) return redirectResponse("/");
  const session = request.method === "GET" ? site.access.redeem(token) : null;
  if (session !== null) {
    const headers = { "Set-Cookie": site.cookie.write(session) };
    return cameFromElsewhere(request)
      ? pageResponse(200, onwardPage, headers)
      : redirectResponse("/", headers);
  }
  // The cookie may be there and withheld; our own page will get it sent.
  return cameFromElsewhere(request) ? pageResponse(200, onwardPage) : answerStranger(site);
}

function answerStranger(site: Site): HttpResponse {
  site.onStranger();
  return pageResponse(401, newLinkPage);
}

/** A link on another site was followed: the browser withholds SameSite=Strict cookies from this request. */
function cameFromElsewhere(request: IncomingMessage): boolean {
  return request.headers["sec-fetch-site"] === "cross-site";
}

/** Browsers send Origin with every POST; one of another site's page is not ours. */
async function answerUpload(
  request: IncomingMessage,
  site: Site,
  hasSession: boolean,
): Promise<HttpResponse> {
  if (!isFromOwnPage(request)) return textResponse(403, "Not for you.");
  if (!hasSession) return textResponse(401, "Open Facet with the link in its terminal.");
  return jsonResponse(await takeUpload(request, site.media));
}

async function answerMedia(request: IncomingMessage, site: Site, hash: string): Promise<HttpResponse> {
  const found = await site.readMedia(hash, request.headers.range ?? null);
  return found ? { ...found, body: found.body ?? "" } : textResponse(404, "There is nothing here.");
}

function answerExport(site: Site, { pathname, searchParams }: URL): HttpResponse {
  const found = site.readExport(pathname.slice(exportPath.length), searchParams.get("language"));
  return found
    ? { status: 200, headers: found.headers, body: found }
    : textResponse(404, "There is no such chat.");
}

async function answerFile(request: IncomingMessage, site: Site, pathname: string): Promise<HttpResponse> {
  if (pathname.startsWith(mediaPath)) return answerMedia(request, site, pathname.slice(mediaPath.length));
  const file = await site.findPageFile(pathname);
  if (!file) return textResponse(404, "There is nothing here.");
  const headers: Record<string, string> = {
    "Content-Type": file.mediaType,
    "Cache-Control": file.cacheControl,
  };
  // A worker is bound by the policy of its own file, and brings parts of itself as the page does.
  if (/^text\/(html|javascript)/.test(file.mediaType)) {
    // Older browsers do not count ws: under 'self'.
    headers["Content-Security-Policy"] = filePolicy(pathname, [`ws://${request.headers.host ?? ""}`]);
  }
  // Within this computer, unpacking would cost more than it saves.
  if (isFromThisComputer(request)) return { status: 200, headers, body: file.bytes };
  const { bytes, encoding } = await site.compress(pathname, file, request.headers["accept-encoding"]);
  headers["Vary"] = "Accept-Encoding";
  if (encoding) headers["Content-Encoding"] = encoding;
  return { status: 200, headers, body: bytes };
}

/** Another process of the same person, which has read the secret from the data folder, asks for a link of its own. */
function answerLink(request: IncomingMessage, site: Site): HttpResponse {
  const isPage = request.headers.origin !== undefined;
  const isTrusted = isSame(request.headers.authorization ?? "", `Bearer ${site.linkSecret}`);
  if (isPage || !isTrusted || !isFromThisComputer(request)) return textResponse(403, "Not for you.");
  return jsonResponse({ url: site.link() });
}

function isFromThisComputer({ socket }: IncomingMessage): boolean {
  return isLoopback(socket.remoteAddress ?? "") || socket.remoteAddress === socket.localAddress;
}

function isSame(left: string, right: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
