import { app, session, shell, type Session, type WebContents } from "electron";
import type { RefusalLog } from "../home/refusal-log.ts";
import { appOrigin, appUrl } from "./app-scheme.ts";
import { externalLink } from "./external-link.ts";

/** Blocks everything that the page does not need. Call once, when Electron is ready. */
export function secureApp(refusals: RefusalLog): void {
  app.on("web-contents-created", (_event, contents) => confine(contents, refusals));
  allowOnlyWhatIsUsed(session.defaultSession, refusals);
  refuseNetwork(session.defaultSession, refusals);
}

/** Prevents navigation; links open in the system's browser. */
function confine(contents: WebContents, refusals: RefusalLog): void {
  const openOutside = (link: string) => {
    const url = externalLink(link);
    // Not the link itself: a model may have written anything into it.
    if (url === null) refusals.refused("to open a link", schemeOf(link));
    // A missing browser is not reported.
    else void shell.openExternal(url).catch(() => undefined);
  };
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: "deny" };
  });
  const stay = (event: { readonly url: string; preventDefault(): void }) => {
    if (isAppUrl(event.url)) return;
    event.preventDefault();
    openOutside(event.url);
  };
  contents.on("will-navigate", stay);
  contents.on("will-redirect", stay);
  // The page has no frames, and a frame's link must open nothing.
  contents.on("will-frame-navigate", (event) => {
    if (event.isMainFrame || isAppUrl(event.url)) return;
    event.preventDefault();
    refusals.refused("to navigate a frame", schemeOf(event.url));
  });
  contents.on("will-attach-webview", (event) => {
    event.preventDefault();
    refusals.refused("a webview");
  });
}

function schemeOf(url: string): string {
  return /^[a-z][a-z0-9+.-]{0,20}:/i.exec(url)?.[0] ?? "no scheme";
}

/** Copying, and videos on the whole screen. */
const usedPermissions: ReadonlySet<string> = new Set(["clipboard-sanitized-write", "fullscreen"]);

/**
 * Beside those, the microphone. Chromium itself lets a page have any of them only while the user acts; the page asks
 * for the microphone when the user records.
 */
function allowOnlyWhatIsUsed(target: Session, refusals: RefusalLog): void {
  target.setPermissionRequestHandler((contents, permission, decide, details) => {
    const types = "mediaTypes" in details ? (details.mediaTypes ?? []) : [];
    const isSoundOnly = types.length > 0 && types.every((type) => type === "audio");
    const isAllowed =
      (usedPermissions.has(permission) || (permission === "media" && isSoundOnly)) &&
      isAppUrl(contents.getURL());
    if (!isAllowed) refusals.refused("a permission", permission);
    decide(isAllowed);
  });
  target.setPermissionCheckHandler((_contents, permission, origin, details) => {
    const isAllowed =
      usedPermissions.has(permission) || (permission === "media" && details.mediaType === "audio");
    return isAllowed && isAppUrl(origin);
  });
  target.setDevicePermissionHandler(() => false);
}

/** The page reaches the services over IPC, so all network requests are blocked. */
function refuseNetwork(target: Session, refusals: RefusalLog): void {
  const local = ["facet:", "blob:", "data:", "devtools:", "chrome-extension:"];
  target.webRequest.onBeforeRequest((details, decide) => {
    const isLocal = local.some((scheme) => details.url.startsWith(scheme));
    if (!isLocal) refusals.refused("a request to the network", schemeOf(details.url));
    decide({ cancel: !isLocal });
  });
}

/** True for addresses, origins and frames of Facet's own page. */
export function isAppUrl(url: string): boolean {
  return url === appOrigin || url.startsWith(appUrl);
}
