/**
 * The Content-Security-Policy of the page, in both hosts: its own files and nothing else.
 * `connectSources` is where it may open connections besides its own origin: the WebSocket in serve mode.
 */
export function pagePolicy(connectSources: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob: data:",
    "font-src 'self'",
    ["connect-src 'self'", ...connectSources].join(" "),
    "worker-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types default",
  ].join("; ");
}

/** Everything a page of ours never needs is switched off; the microphone is for voice notes. */
const permissionsPolicy = [
  "microphone=(self)",
  "clipboard-write=(self)",
  "camera=()",
  "clipboard-read=()",
  "display-capture=()",
  "geolocation=()",
  "hid=()",
  "midi=()",
  "payment=()",
  "publickey-credentials-get=()",
  "screen-wake-lock=()",
  "serial=()",
  "usb=()",
  "xr-spatial-tracking=()",
].join(", ");

/** Headers of every answer, whatever it carries; the policy for documents is `pagePolicy`. */
export const safetyHeaders = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": permissionsPolicy,
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
} as const;
