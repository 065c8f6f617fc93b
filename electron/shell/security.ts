import { app, session, shell, type Session, type WebContents } from "electron";
import { appOrigin, appUrl } from "./app-scheme.ts";
import { externalLink } from "./external-link.ts";

/** Blocks everything that the page does not need. Call once, when Electron is ready. */
export function secureApp(): void {
  app.on("web-contents-created", (_event, contents) => confine(contents));
  allowOnlyMicrophoneAndCopying(session.defaultSession);
  refuseNetwork(session.defaultSession);
}

/** Prevents navigation; links open in the system's browser. */
function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: "deny" };
  });
  contents.on("will-navigate", (event) => {
    if (isAppUrl(event.url)) return;
    event.preventDefault();
    openOutside(event.url);
  });
  contents.on("will-attach-webview", (event) => event.preventDefault());
}

function openOutside(link: string): void {
  const url = externalLink(link);
  // A missing browser is not reported.
  if (url !== null) void shell.openExternal(url).catch(() => undefined);
}

function allowOnlyMicrophoneAndCopying(target: Session): void {
  target.setPermissionRequestHandler((contents, permission, decide, details) => {
    const isSoundOnly = "mediaTypes" in details && details.mediaTypes.every((type) => type === "audio");
    const isAllowed = permission === "clipboard-sanitized-write" || (permission === "media" && isSoundOnly);
    decide(isAllowed && isAppUrl(contents.getURL()));
  });
  target.setPermissionCheckHandler((_contents, permission, origin, details) => {
    const isAllowed =
      permission === "clipboard-sanitized-write" || (permission === "media" && details.mediaType === "audio");
    return isAllowed && isAppUrl(origin);
  });
  target.setDevicePermissionHandler(() => false);
}

/** The page reaches the services over IPC, so all network requests are blocked. */
function refuseNetwork(target: Session): void {
  const local = ["facet:", "blob:", "data:", "devtools:", "chrome-extension:"];
  target.webRequest.onBeforeRequest((details, decide) => {
    decide({ cancel: !local.some((scheme) => details.url.startsWith(scheme)) });
  });
}

/** True for addresses, origins and frames of Facet's own page. */
export function isAppUrl(url: string): boolean {
  return url === appOrigin || url.startsWith(appUrl);
}
