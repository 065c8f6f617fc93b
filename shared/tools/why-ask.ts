import type { AskReason } from "../chat/message-part.ts";
import type { AsksFrom, ToolAccess } from "./tool-access.ts";

export interface CallToJudge {
  readonly access: ToolAccess;
  /** Of the tool; absent: as `access` says. */
  readonly asksFrom?: AsksFrom | undefined;
  /** What the tool itself says of this call; `by-rule`: nothing. */
  readonly own: "needed" | "not-needed" | "by-rule";
  /** Whether text that the user did not write is in the chat. */
  readonly hasUntrustedText: boolean;
  /** What the user has allowed for this tool, in this chat or in all. */
  readonly grants: readonly { readonly afterUntrustedText: boolean }[];
}

/**
 * Why the user has to be asked before a call is made; null: it is made at once.
 *
 * A permission that was given before untrusted text came into the chat does not hold afterwards: the user
 * gave it for calls that they had caused themselves.
 *
 * Fetching an address sends it. Before there is untrusted text, nobody but the user can have caused that; from
 * then on, only an address that the user typed or a search returned is fetched without asking (`not-needed`;
 * see `knownAddresses`), because any other may have been made up to carry something out of the chat.
 */
export function whyAsk({ access, asksFrom, own, hasUntrustedText, grants }: CallToJudge): AskReason | null {
  if (own === "not-needed" || (own === "by-rule" && access === "computes")) return null;
  const isAskedLate = access === "reads" || asksFrom === "untrusted-text";
  const isHarmless = own === "by-rule" && isAskedLate && !hasUntrustedText;
  const isGranted = grants.some(({ afterUntrustedText }) => afterUntrustedText || !hasUntrustedText);
  if (isHarmless || isGranted) return null;
  return hasUntrustedText ? "untrusted-text" : "access";
}
