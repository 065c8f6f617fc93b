const allowedSchemes = new Set(["https:", "http:", "mailto:"]);
const longestLink = 8192;

/**
 * The address of a link in a chat if it may be handed to the system, else null. The system starts whatever program claims
 * an address, so everything but the web and mail stays closed: files, other apps' schemes, scripts.
 */
export function externalLink(link: string): string | null {
  if (link.length > longestLink) return null;
  const url = URL.parse(link);
  return url && allowedSchemes.has(url.protocol) ? url.href : null;
}
