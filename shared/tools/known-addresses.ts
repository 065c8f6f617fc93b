import type { Message } from "../chat/message.ts";
import { numberedSources } from "../chat/sources.ts";

/**
 * The addresses in a chat that do not come from its untrusted text: those that the user typed and those that a
 * search returned. Fetching one of them tells nobody anything that the user has not decided to say; any other
 * may have been made up to carry something out of the chat.
 */
export function knownAddresses(branch: readonly Message[]): ReadonlySet<string> {
  const typed = branch
    .filter(({ role }) => role === "user")
    .flatMap(({ parts }) => parts.filter((part) => part.type === "text"))
    .flatMap(({ text }) => addressesIn(text));
  const found = numberedSources(branch)
    .filter(({ origin }) => origin === "search")
    .flatMap(({ url }) => comparableAddress(url) ?? []);
  return new Set([...typed, ...found]);
}

/** An address as it is compared: without a fragment, which is not sent. null: it is not one of a page. */
export function comparableAddress(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  url.hash = "";
  return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
}

const withScheme = /https?:\/\/[^\s<>"“”]+/gi;
const withoutScheme = /(?<![\w@/.:-])(?:[a-z0-9-]+\.)+[a-z]{2,24}(?::\d+)?(?:\/[^\s<>"“”]*)?/gi;
/** Where a sentence goes on. */
const endings = [/[.,;:!?)\]}]$/, /[.,;:!?'’)\]}*_]+$/, /[^\x21-\x7e].*$/u, /[)\]}].*$/];

function addressesIn(text: string): readonly string[] {
  const whole = [...text.matchAll(withScheme)].map(([address]) => address);
  const bare = [...text.replace(withScheme, " ").matchAll(withoutScheme)].flatMap(([address]) => [
    `https://${address}`,
    `http://${address}`,
  ]);
  return [...whole, ...bare].flatMap(variants).flatMap((address) => comparableAddress(address) ?? []);
}

/** An address as it stands, and as it is without what may belong to the sentence around it. */
function variants(address: string): readonly string[] {
  const forms = new Set([address]);
  for (const ending of endings) for (const form of [...forms]) forms.add(form.replace(ending, ""));
  return [...forms];
}
