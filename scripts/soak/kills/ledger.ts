import { isDeepStrictEqual } from "node:util";
import type { Message, MessageId } from "../../../shared/chat/message.ts";
import { isGrowing, type PartId } from "../../../shared/chat/message-part.ts";
import type { EventMessage } from "../../../shared/ipc/contract.ts";

/** The guarantee: text may have been on screen for at most this long without being on disk. */
const promisedMs = 500;
/** The delay of the writer's timer that other load on the machine may add. */
const busyMs = 1_000;

interface ReceivedText {
  readonly atMs: number;
  readonly partId: PartId;
  readonly text: string;
}

/** Records what a page received, which must therefore be on disk whatever happens next. */
export class Ledger {
  /** Messages that were received in their final form. */
  readonly #finished = new Map<MessageId, Message>();
  readonly #received = new Map<MessageId, ReceivedText[]>();
  /** Replies that are still streaming. */
  readonly #growing = new Set<MessageId>();
  readonly #titles = new Map<string, string>();
  readonly #deleted = new Set<string>();
  /** Chats with a request that had no response: both states are correct. */
  readonly #uncertain = new Set<string>();
  /** The greatest age of text that was on screen and then missing on disk, in ms; null: none was missing. */
  worstLossMs: number | null = null;
  finishedCount = 0;

  receive({ event, data }: EventMessage): void {
    if (event === "chat.part" && data.type === "part-delta") {
      const received = this.#received.get(data.messageId) ?? [];
      received.push({ atMs: performance.now(), partId: data.partId, text: data.text });
      this.#received.set(data.messageId, received);
    } else if (event === "chat.message" && data.status.type === "streaming") {
      this.#growing.add(data.id);
    } else if (event === "chat.message") {
      this.#growing.delete(data.id);
      this.#finished.set(data.id, data);
      this.finishedCount += 1;
    }
  }

  /** Whether a reply is streaming of which some text has arrived. */
  get hasReceivedText(): boolean {
    return [...this.#growing].some((id) => this.#received.has(id));
  }

  /** Whether every reply has ended, successfully or not. */
  get isQuiet(): boolean {
    return this.#growing.size === 0;
  }

  renamed(chatId: string, title: string): void {
    this.#titles.set(chatId, title);
  }

  deleted(chatId: string): void {
    this.#deleted.add(chatId);
  }

  uncertain(chatId: string): void {
    this.#uncertain.add(chatId);
  }

  /**
   * Deviations of the stored data from what was received; empty when there are none. @param killedAtMs when
   * the sending process was killed
   */
  breaches(
    stored: ReadonlyMap<MessageId, Message>,
    titles: ReadonlyMap<string, string>,
    killedAtMs: number,
  ): string[] {
    return [
      ...this.#lostMessages(stored),
      ...this.#lostText(stored, killedAtMs),
      ...this.#wrongChats(titles),
      ...[...stored.values()]
        .filter(({ status }) => status.type === "streaming")
        .map(({ id }) => `${id} is stored as streaming, but nothing writes it`),
    ];
  }

  /** Takes over the state after a restart as the one that was received. */
  accept(stored: ReadonlyMap<MessageId, Message>, titles: ReadonlyMap<string, string>): void {
    for (const id of this.#uncertain) {
      if (titles.has(id)) this.#titles.delete(id);
      else this.#deleted.add(id);
    }
    this.#uncertain.clear();
    this.#received.clear();
    this.#growing.clear();
    for (const [id, message] of stored) this.#finished.set(id, message);
  }

  #isGone(chatId: string): boolean {
    return this.#deleted.has(chatId) || this.#uncertain.has(chatId);
  }

  #lostMessages(stored: ReadonlyMap<MessageId, Message>): string[] {
    return [...this.#finished.values()].flatMap((received) => {
      const found = stored.get(received.id);
      if (!found)
        return this.#isGone(received.conversationId) ? [] : [`${received.id}, ${received.role}, is missing`];
      return isDeepStrictEqual(found, received)
        ? []
        : [`${received.id} differs from what was sent: ${difference(found, received)}`];
    });
  }

  #lostText(stored: ReadonlyMap<MessageId, Message>, killedAtMs: number): string[] {
    return [...this.#received].flatMap(([id, received]) => {
      const message = stored.get(id);
      if (!message) return [];
      const rest = new Map(message.parts.filter(isGrowing).map((part) => [part.id, part.text]));
      for (const { partId, text, atMs } of received) {
        const left = rest.get(partId) ?? "";
        if (left.startsWith(text)) {
          rest.set(partId, left.slice(text.length));
          continue;
        }
        if (left !== "") return [`${id} has text that differs from what was sent`];
        const age = killedAtMs - atMs;
        this.worstLossMs = Math.max(this.worstLossMs ?? 0, age);
        return age > promisedMs + busyMs
          ? [`${id} lost text that was sent ${Math.round(age)} ms before`]
          : [];
      }
      return [];
    });
  }

  #wrongChats(titles: ReadonlyMap<string, string>): string[] {
    const renamed = [...this.#titles].filter(([id]) => !this.#isGone(id));
    return [
      ...renamed.flatMap(([id, title]) =>
        titles.get(id) === title ? [] : [`Chat ${id} lost its new title`],
      ),
      ...[...this.#deleted].flatMap((id) => (titles.has(id) ? [`Chat ${id} is back`] : [])),
    ];
  }
}

function difference(found: Message, received: Message): string {
  return JSON.stringify({ found, received }).slice(0, 1_000);
}
