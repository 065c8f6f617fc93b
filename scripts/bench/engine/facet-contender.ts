import { link, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { defaultChatSettings } from "../../../shared/chat/default-chat-settings.ts";
import type { ReplyStats } from "../../../shared/chat/message.ts";
import type { EventMessage } from "../../../shared/ipc/contract.ts";
import { fixtureModel } from "../../../tests/fixtures/models.ts";
import { connectPage, type PageClient } from "../../served/page-client.ts";
import { serveInProcess, type ServedProcess } from "../../served/served-process.ts";
import { speedOf, type Contender, type Round, type Speed } from "./contender.ts";

const modelId = "measured.gguf";

export interface BenchReply {
  readonly conversationId: string;
  readonly atMs: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  readonly stats: ReplyStats;
}

interface AskOptions {
  readonly maxTokens: number | null;
  readonly thinking?: boolean;
  readonly conversationId?: string | null;
}

/**
 * The whole of Facet: its services and its engine in their processes, and a WebSocket client that counts
 * tokens. It decodes plainly, without prompt lookup.
 */
export class FacetContender implements Contender {
  readonly name = "Facet";
  readonly #home: string;
  readonly #served: ServedProcess;
  readonly #page: PageClient;
  readonly #events: Events;

  private constructor(home: string, served: ServedProcess, page: PageClient, events: Events) {
    this.#home = home;
    this.#served = served;
    this.#page = page;
    this.#events = events;
  }

  static async start(modelPath: string): Promise<FacetContender> {
    const home = await mkdtemp(join(tmpdir(), "facet-bench-engine-"));
    await mkdir(join(home, "models"));
    const path = join(home, "models", modelId);
    await link(modelPath, path).catch(() => symlink(modelPath, path));
    const served = await serveInProcess(home, await fixtureModel("demo"), { usesLookup: false });
    const events = new Events();
    const page = await connectPage(served.link, (message) => events.hear(message));
    return new FacetContender(home, served, page, events);
  }

  async run({ text, decodeTokens }: Round): Promise<Speed> {
    const { stats, ...moments } = await this.ask(text, { maxTokens: decodeTokens });
    return speedOf({
      ...moments,
      promptTokens: stats.promptTokens - stats.reusedTokens,
      decodedTokens: stats.generatedTokens,
    });
  }

  /** @throws when the reply fails */
  async ask(text: string, options: AskOptions): Promise<BenchReply> {
    const heard = this.#events.next();
    const atMs = performance.now();
    const { conversation } = await this.#send(text, options);
    return { ...(await heard), atMs, conversationId: conversation.id };
  }

  /**
   * Sends a message and stops its reply after `afterMs`.
   * @returns ms from the stop to the end of the reply; null: the reply had ended before
   */
  async stop(text: string, afterMs: number): Promise<number | null> {
    const heard = this.#events.next();
    const { runId } = await this.#send(text, { maxTokens: 1 });
    await sleep(afterMs);
    const atMs = performance.now();
    await this.#page.request("chat.stop", { runId });
    const { isStopped } = await heard;
    return isStopped ? performance.now() - atMs : null;
  }

  async #send(text: string, { maxTokens, thinking = false, conversationId = null }: AskOptions) {
    const settings = { ...defaultChatSettings, temperature: 0, thinking, maxTokens };
    const sent = await this.#page.request("chat.send", { conversationId, text, modelId, settings });
    if (!sent?.ok) throw new Error(`Facet rejected the message: ${JSON.stringify(sent)}`);
    return sent.value;
  }

  async dispose(): Promise<void> {
    this.#page.close();
    await this.#served.kill();
    await rm(this.#home, { recursive: true });
  }
}

type Heard = Pick<BenchReply, "firstAtMs" | "lastAtMs" | "stats"> & { readonly isStopped: boolean };

/** Collects the times of the first and last delta of a reply, and its statistics. */
class Events {
  #hear: (message: EventMessage) => void = () => undefined;

  hear(message: EventMessage): void {
    this.#hear(message);
  }

  next(): Promise<Heard> {
    let firstAtMs = 0;
    let lastAtMs = 0;
    return new Promise((resolve, reject) => {
      this.#hear = ({ event, data }) => {
        if (event === "chat.part" && data.type === "part-delta") {
          lastAtMs = performance.now();
          firstAtMs ||= lastAtMs;
        } else if (
          event === "chat.message" &&
          data.role === "assistant" &&
          data.status.type !== "streaming"
        ) {
          const isStopped = data.status.type === "incomplete" && data.status.reason === "stopped";
          if (data.stats === null) reject(new Error(`The reply failed: ${JSON.stringify(data.status)}`));
          else resolve({ firstAtMs, lastAtMs, stats: data.stats, isStopped });
        }
      };
    });
  }
}
