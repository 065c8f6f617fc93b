import type { Page } from "playwright";
import { ConversationStore } from "../../../electron/chat/conversation-store.ts";
import { openHome } from "../../../electron/home/home.ts";
import { openDatabase } from "../../../electron/storage/open-database.ts";
import type { ConversationId } from "../../../shared/chat/message.ts";
import { storeChat } from "../../../tests/fixtures/stored-chat.ts";
import { seededRandom } from "../seeded-random.ts";
import type { SoakOptions } from "../soak-report.ts";
import { hostileReply, type HostileReply } from "./hostile-reply.ts";
import { longestTask } from "./longest-task.ts";

const repliesPerChat = 10;
const maxBlockedMs = 500;

export interface HostileChat {
  readonly id: ConversationId;
  readonly replies: readonly HostileReply[];
}

export interface ConstructReport {
  readonly replies: number;
  /** Of the chats that contain such a reply. */
  readonly longestMs: number;
}

export interface RepliesReport {
  readonly constructs: ReadonlyMap<string, ConstructReport>;
  readonly longestCpuMs: number;
  readonly longestWallMs: number;
  readonly breaches: readonly string[];
}

/** Writes chats whose replies, titles and model names are made to cost much to draw. */
export async function writeHostileChats(
  homeFolder: string,
  { count, seed }: Pick<SoakOptions, "count" | "seed">,
): Promise<readonly HostileChat[]> {
  const { database } = openDatabase(await openHome(homeFolder));
  const store = new ConversationStore(database);
  const chats: HostileChat[] = [];
  for (let from = 0; from < count; from += repliesPerChat) {
    const replies = Array.from({ length: Math.min(repliesPerChat, count - from) }, (_unused, at) =>
      hostileReply(seed + from + at, seededRandom(seed + from + at)),
    );
    const texts = replies.flatMap(({ text, construct }) => [`Show ${construct}`, text]);
    const name = replies[0]?.text.slice(0, 2000) ?? "";
    chats.push({ id: storeChat(store, { title: name, texts, modelName: name }), replies });
  }
  database.close();
  return chats;
}

/** Opens each chat, and checks that the page answers in time, survives, and shows the whole text. */
export async function soakReplies(
  page: Page,
  chats: readonly HostileChat[],
  onProgress: (done: number) => void,
): Promise<RepliesReport> {
  const constructs = new Map<string, ConstructReport>();
  const breaches: string[] = [];
  let [done, longestCpuMs, longestWallMs] = [0, 0, 0];
  for (const { id, replies } of chats) {
    const from = replies[0]?.words[0] ?? "";
    const names = replies.map(({ construct }) => construct).join(", ");
    const { cpuMs, wallMs } = await longestTask(page, async () => {
      await page.evaluate((hash) => (location.hash = hash), `#/chat/${id}`);
      await drawn(page, replies);
    });
    longestCpuMs = Math.max(longestCpuMs, cpuMs);
    longestWallMs = Math.max(longestWallMs, wallMs);
    if (cpuMs > maxBlockedMs)
      breaches.push(`Blocked for ${Math.round(cpuMs)} ms by one of the replies from ${from}: ${names}`);
    for (const missing of await missingWords(page, replies))
      breaches.push(`Not on screen: ${missing} (${names})`);
    for (const { construct } of replies) {
      const { replies: before = 0, longestMs = 0 } = constructs.get(construct) ?? {};
      constructs.set(construct, { replies: before + 1, longestMs: Math.max(longestMs, cpuMs) });
    }
    done += replies.length;
    onProgress(done);
  }
  return { constructs, longestCpuMs, longestWallMs, breaches };
}

/** Waits until all messages are mounted, and all of their blocks and formulas are drawn. */
async function drawn(page: Page, replies: readonly HostileReply[]): Promise<void> {
  await page.waitForFunction(
    ({ count, word }) => {
      const articles = document.querySelectorAll("article");
      return (
        articles.length === count &&
        document.body.textContent.includes(word) &&
        document.querySelector("article [aria-busy]") === null
      );
    },
    { count: replies.length * 2, word: replies.at(-1)?.words[1] ?? "" },
    { timeout: 120_000, polling: 100 },
  );
  await page.evaluate(
    () =>
      new Promise((resolve) => requestIdleCallback(() => requestAnimationFrame(() => setTimeout(resolve)))),
  );
}

async function missingWords(page: Page, replies: readonly HostileReply[]): Promise<readonly string[]> {
  const words = replies.flatMap((reply) => reply.words);
  return page.evaluate((wanted) => {
    const text = document.querySelector("main")?.textContent ?? "";
    return wanted.filter((word) => !text.includes(word));
  }, words);
}
