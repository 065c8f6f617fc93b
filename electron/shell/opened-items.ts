import { randomUUID } from "node:crypto";
import { access, constants, stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { isOpenLink, parseOpenLink } from "../../shared/desktop/open-link.ts";
import { openedPath, type OpenedItem } from "../../shared/desktop/opened-item.ts";
import type { RefusalLog } from "../home/refusal-log.ts";

const mostWaiting = 100;

/**
 * Files and links that were opened with Facet, until the page takes them. The page never names a file itself: it
 * gets a random path that reads one of these files, once.
 */
export class OpenedItems {
  readonly #onChange: () => void;
  #waiting: OpenedItem[] = [];
  readonly #files = new Map<string, string>();
  #refusals: RefusalLog | null = null;

  /** @param onChange called when there is something to take */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Refusals before the log is open are not logged. */
  logTo(refusals: RefusalLog): void {
    this.#refusals = refusals;
  }

  /** @param argumentsGiven of a command line, without the program @param folder that relative paths start at */
  async openArguments(argumentsGiven: readonly string[], folder: string): Promise<void> {
    for (const argument of argumentsGiven) {
      if (isOpenLink(argument)) this.openLink(argument);
      else if (argument !== "" && !argument.startsWith("-")) await this.openFile(resolve(folder, argument));
    }
  }

  openLink(text: string): void {
    const link = parseOpenLink(text);
    if (link === null) {
      // Not the link itself: it may hold anything.
      this.#refusals?.refused("a facet: link that is none of ours");
      this.#add({ type: "refused", reason: "link", name: "" });
    } else {
      this.#add({ type: "link", link });
    }
  }

  async openFile(path: string): Promise<void> {
    const name = basename(path);
    try {
      const found = await stat(path);
      if (!found.isFile()) {
        this.#add({ type: "refused", reason: found.isDirectory() ? "folder" : "unreadable", name });
        return;
      }
      await access(path, constants.R_OK);
    } catch {
      this.#add({ type: "refused", reason: "unreadable", name });
      return;
    }
    const id = randomUUID();
    this.#files.set(id, path);
    this.#add({ type: "file", name, path: openedPath + id });
  }

  /** Shows a chat, as a link would. */
  openChat(conversationId: string): void {
    this.#add({ type: "link", link: { type: "chat", conversationId } });
  }

  take(): readonly OpenedItem[] {
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }

  /** The path of a file that was handed to the page; null when it was read already, or there is none. */
  readOnce(id: string): string | null {
    const path = this.#files.get(id) ?? null;
    this.#files.delete(id);
    return path;
  }

  #add(item: OpenedItem): void {
    if (this.#waiting.length >= mostWaiting) return;
    this.#waiting.push(item);
    this.#onChange();
  }
}
