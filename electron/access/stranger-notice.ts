import type { Links } from "./links.ts";

/**
 * Tells the user about browsers without a session, with a link in case it was their own: once, and again only
 * after that link was used. Otherwise anyone who reaches the server could fill the terminal and, as every link
 * counts, use up those that the user has not opened yet.
 */
export function strangerNotice(links: Links, tell: (token: string) => void): () => void {
  let told: string | null = null;
  return () => {
    if (told !== null && links.isValid(told)) return;
    told = links.mint();
    tell(told);
  };
}
