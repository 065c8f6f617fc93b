import { safeUrl } from "../../../ui/markdown/safe-url.ts";

/**
 * The address of a page on the web; null for everything else, such as `javascript:` and relative addresses.
 */
export function webUrl(address: string): URL | null {
  const href = safeUrl(address);
  const url = href === null ? null : new URL(href);
  return url?.protocol === "https:" || url?.protocol === "http:" ? url : null;
}
