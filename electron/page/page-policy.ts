/**
 * The Content-Security-Policy of the page, for both hosts: its own files and nothing else. `connectSources`
 * are additional connection targets: the WebSocket in serve mode.
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

/**
 * The built files of the two workers that decode what the browser cannot: HEIC images and images inside PDFs.
 */
const decoderFile = /^\/assets\/(heic-worker|pdf\.worker)/;

/**
 * The policy of one file. A worker uses the policy of its own script: only decoders may run WebAssembly, and
 * they can access no network except their own files.
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

/** Disables all features that the page does not need; the microphone is for voice notes. */
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

/** Headers of every response; the policy of documents is `pagePolicy`. */
export const safetyHeaders = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": permissionsPolicy,
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
} as const;
