const allowedSchemes = new Set(["https:", "http:", "mailto:"]);
const longestLink = 8192;

/**
 * The address of a link in a chat if it may be opened by the system, else null. The system starts whichever
 * program handles an address, so only web and mail addresses are allowed: no files, no schemes of other apps,
 * no scripts.
 */
export function externalLink(link: string): string | null {
  if (link.length > longestLink) return null;
  const url = URL.parse(link);
  return url && allowedSchemes.has(url.protocol) ? url.href : null;
}
