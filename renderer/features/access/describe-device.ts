import type { Device } from "../../../shared/access/access-state.ts";
import type { MessageCatalog } from "../../i18n/message-catalog.ts";

/** What the user recognises a device by. */
export function describeDevice({ browser, system }: Device, words: MessageCatalog["access"]): string {
  if (browser !== null && system !== null) return words.browserOn(browser, system);
  return browser ?? system ?? words.unknownDevice;
}

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Whether this page runs on the computer that runs Facet, where alone the network can be opened. */
export function isThisComputer(
  hostname = location.hostname,
  isDesktop = window.facet !== undefined,
): boolean {
  return isDesktop || loopback.has(hostname);
}
