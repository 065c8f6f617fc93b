import type { Device } from "../../../shared/access/access-state.ts";
import type { MessageCatalog } from "../../i18n/message-catalog.ts";

/** What the user recognises a device by. */
export function describeDevice({ browser, system }: Device, words: MessageCatalog["access"]): string {
  if (browser !== null && system !== null) return words.browserOn(browser, system);
  return browser ?? system ?? words.unknownDevice;
}
