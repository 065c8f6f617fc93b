import { protocol } from "electron";
import type { FindPageFile } from "../page/page-files.ts";
import { pagePolicy, safetyHeaders } from "../page/page-policy.ts";

const scheme = "facet";
export const appOrigin = `${scheme}://app`;
export const appUrl = `${appOrigin}/`;

/** Makes `facet:` as good an origin as https:. Electron takes this only before it is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the page's files under `facet://app/`, with the headers they have in serve mode. */
export function serveAppScheme(findPageFile: FindPageFile): void {
  protocol.handle(scheme, async (request) => {
    const url = new URL(request.url);
    const file = url.host === "app" && request.method === "GET" ? await findPageFile(url.pathname) : null;
    if (!file) return new Response("There is nothing here.", { status: 404, headers: safetyHeaders });
    return new Response(new Uint8Array(file.bytes), {
      headers: {
        ...safetyHeaders,
        "Content-Security-Policy": pagePolicy(),
        "Content-Type": file.mediaType,
        "Cache-Control": file.cacheControl,
      },
    });
  });
}
