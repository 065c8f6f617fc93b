import type { OutgoingHttpHeaders } from "node:http";

/** Lets the page of an allowed origin read the answer. No cookies are involved. */
export function corsHeaders(origin: string | null): OutgoingHttpHeaders {
  if (origin === null) return {};
  return {
    "access-control-allow-origin": origin,
    vary: "Origin",
    "access-control-expose-headers": "Retry-After, X-Request-Id",
  };
}

/** The answer to the question that a browser asks before the request itself. */
export function preflightHeaders(origin: string, asked: string | undefined): OutgoingHttpHeaders {
  return {
    ...corsHeaders(origin),
    "access-control-allow-methods": "GET, POST, OPTIONS",
    "access-control-allow-headers": asked ?? "authorization, content-type, x-api-key",
    "access-control-max-age": "600",
  };
}
