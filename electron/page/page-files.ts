import { extname, join } from "node:path";
import { readPageFile } from "./read-page-file.ts";

export interface PageFile {
  readonly bytes: Buffer;
  readonly mediaType: string;
  readonly cacheControl: string;
}

/** Returns null for any path that is not a file of the page. */
export type FindPageFile = (pathname: string) => Promise<PageFile | null>;

const mediaTypes: Readonly<Record<string, string>> = {
  ".bcmap": "application/octet-stream",
  ".css": "text/css; charset=utf-8",
  ".icc": "application/octet-stream",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".pfb": "application/octet-stream",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
};

/** Plain names only: no leading dots, escapes or backslashes, so no path leaves the folder. */
const plainPath = /^(?:\/[A-Za-z0-9_][A-Za-z0-9_.-]*)+$/;

/**
 * Serves the built page from its folder. Names under `/assets/` contain a hash of the content, so these files
 * never change.
 */
export function pageFiles(folder: string): FindPageFile {
  return async (pathname) => {
    const path = pathname === "/" ? "/index.html" : pathname;
    const mediaType = mediaTypes[extname(path)];
    if (mediaType === undefined || !plainPath.test(path)) return null;
    try {
      return {
        bytes: await readPageFile(join(folder, path)),
        mediaType,
        cacheControl: path.startsWith("/assets/") ? "private, max-age=31536000, immutable" : "no-store",
      };
    } catch {
      return null;
    }
  };
}
