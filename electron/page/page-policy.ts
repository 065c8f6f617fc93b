/**
 * The Content-Security-Policy of the page, in both hosts: its own files and nothing else.
 * `connectSources` is where it may open connections besides its own origin: the WebSocket in serve mode.
 */
function pagePolicy(connectSources: readonly string[] = []): string {
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

/** The built files of the two workers that decode what the browser can't: HEIC pictures, and pictures inside of PDFs. */
const decoderFile = /^\/assets\/(heic-worker|pdf\.worker)/;

/**
 * The policy of one file. A worker is bound by that of its own file: decoders alone may run WebAssembly, and have no more
 * network than their own files.
 */
export function filePolicy(pathname: string, connectSources: readonly string[] = []): string {
  if (!decoderFile.test(pathname)) return pagePolicy(connectSources);
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "connect-src 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
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
