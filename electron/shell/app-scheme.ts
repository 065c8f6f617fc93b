import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { protocol } from "electron";
import { openedPath } from "../../shared/desktop/opened-item.ts";
import { exportPath } from "../../shared/chat/export-url.ts";
import { mediaPath } from "../../shared/media/media-url.ts";
import type { ReadExport } from "../export/read-export.ts";
import type { MediaAnswer, ReadMedia } from "../media/read-media.ts";
import type { FindPageFile } from "../page/page-files.ts";
import { filePolicy, safetyHeaders } from "../page/page-policy.ts";

const scheme = "facet";
export const appOrigin = `${scheme}://app`;
export const appUrl = `${appOrigin}/`;

/** Gives `facet:` the privileges of https:. Must be called before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme,
      // Without `stream`, Chromium requests no ranges of audio and video, and cannot seek in them.
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true, stream: true },
    },
  ]);
}

const nothing = () => new Response("Not found.", { status: 404, headers: safetyHeaders });

export interface AppSchemeSources {
  readonly findPageFile: FindPageFile;
  readonly readMedia: ReadMedia;
  readonly readExport: ReadExport;
  /** The path of a file that was opened with Facet, once; null: there is none. */
  readonly readOpened: (id: string) => string | null;
}

/**
 * Serves the page's files, media, exports and opened files under `facet://app/`, with the same headers as in
 * serve mode. Other addresses of the scheme, such as `facet://open/`, are not served.
 */
export function serveAppScheme({ findPageFile, readMedia, readExport, readOpened }: AppSchemeSources): void {
  protocol.handle(scheme, async (request) => {
    const { host, pathname, searchParams } = new URL(request.url);
    if (host !== "app" || request.method !== "GET") return nothing();
    if (pathname.startsWith(mediaPath)) {
      const found = await readMedia(pathname.slice(mediaPath.length), request.headers.get("range"));
      return found ? mediaResponse(found) : nothing();
    }
    if (pathname.startsWith(exportPath)) {
      const found = readExport(pathname.slice(exportPath.length), searchParams.get("language"));
      return found ? streamResponse(found.bytes, found.sizeBytes, { headers: found.headers }) : nothing();
    }
    if (pathname.startsWith(openedPath)) {
      const path = readOpened(pathname.slice(openedPath.length));
      return path === null ? nothing() : openedResponse(path);
    }
    const file = await findPageFile(pathname);
    if (!file) return nothing();
    return new Response(new Uint8Array(file.bytes), {
      headers: {
        ...safetyHeaders,
        "Content-Security-Policy": filePolicy(pathname),
        "Content-Type": file.mediaType,
        "Cache-Control": file.cacheControl,
      },
    });
  });
}

function mediaResponse({ status, headers, body }: MediaAnswer): Response {
  const length = body ? body.end - body.start + 1 : 0;
  return streamResponse(body && createReadStream(body.path, body), length, { status, headers });
}

/** Sent as bytes of no type, so that it is never shown as a page. */
function openedResponse(path: string): Response {
  return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>, {
    headers: { ...safetyHeaders, "Content-Type": "application/octet-stream", "Cache-Control": "no-store" },
  });
}

function streamResponse(
  stream: Readable | null,
  length: number,
  { status = 200, headers }: { readonly status?: number; readonly headers: Readonly<Record<string, string>> },
): Response {
  return new Response(stream && (Readable.toWeb(stream) as ReadableStream<Uint8Array>), {
    status,
    headers: { ...safetyHeaders, ...headers, "Content-Length": String(length) },
  });
}
