const allowedProtocols: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);

/**
 * The URL of a link in a reply, or null unless it opens a web page or an email. Relative URLs have no meaning
 * in a reply and are refused too.
 */
export function safeUrl(href: string): string | null {
  let url: URL;
  try {
    url = new URL(href.trim());
  } catch {
    return null;
  }
  return allowedProtocols.has(url.protocol) ? url.href : null;
}
