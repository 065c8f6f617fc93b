/** The URL; null where no request can be sent to it: its port does not exist, or its host is a broken address. */
export function usableUrl(url: string): string | null {
  return URL.canParse(url) && !/^[^/]+\/\/[^/]*:0+(?:\/|$)/.test(url) ? url : null;
}
