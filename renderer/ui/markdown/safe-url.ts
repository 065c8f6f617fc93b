const allowedProtocols: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);

/**
 * The address of a link in a reply, or null when following it could do anything but open a web page or a letter.
 * Relative addresses have no meaning in a reply and are refused too.
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
