// All hosts provide it, but the `lib` setting of this folder does not declare it.
declare const URL: { canParse(url: string): boolean };

/** The URL; null where no request can be sent to it: its port does not exist, or its host is a broken address. */
export function usableUrl(url: string): string | null {
  return URL.canParse(url) && !/^[^/]+\/\/[^/]*:0+(?:\/|$)/.test(url) ? url : null;
}
