import { piecesFor, type Piece } from "../../shared/chat/reply-pieces.ts";
import { promptTextOf } from "../../shared/chat/prompt-text.ts";
import type { Message } from "../../shared/chat/message.ts";
import type { GenerateRequest } from "../../shared/inference/engine-protocol.ts";
import type { ConversationStore } from "../chat/conversation-store.ts";
import type { ReplyStorage } from "../chat/reply-storage.ts";
import { settingsFor, type ReplyWriter } from "../chat/reply-writer.ts";
import type { Reply } from "../chat/reply.ts";
import type { Engine } from "../inference/local/engine.ts";
import { turnMedia } from "../media/engine-turns.ts";
import type { MediaStore } from "../media/media-store.ts";
import type { Publish } from "../ipc/publish.ts";
import { addStats } from "./add-stats.ts";

export interface PieceWriterOptions {
  readonly engine: Engine;
  readonly writer: ReplyWriter;
  readonly store: ConversationStore;
  readonly storage: ReplyStorage;
  readonly media: MediaStore;
  readonly publish: Publish;
}

/**
 * Writes replies to what is too much for one request: many receipts, an hour of talk. Each image, or each clip, is a
 * request of its own, which sees nothing else of the chat; its answer is a part of the reply, in order. The parts that are
 * written are how far it has come, so it can be gone on with after anything.
 */
export class PieceWriter {
  readonly #options: PieceWriterOptions;

  constructor(options: PieceWriterOptions) {
    this.#options = options;
  }

  isFor(reply: Reply): boolean {
    return reply.message.task?.each !== undefined && this.#pieces(reply).length > 0;
  }

  /** Writes one part. Answers whether there is more to do. Never rejects: what goes wrong is how the reply ends. */
  async writeNext(reply: Reply): Promise<boolean> {
    const { writer } = this.#options;
    try {
      await writer.load(reply);
      if (reply.hasEnded) return false;
      const pieces = this.#pieces(reply);
      const piece = pieces[reply.parts.count];
      const isWritten = piece === undefined || (await this.#write(reply, piece));
      if (isWritten && reply.parts.count < pieces.length) return true;
      this.#end(reply, isWritten ? { type: "complete" } : { type: "incomplete", reason: "stopped" });
    } catch (thrown) {
      writer.fail(reply, thrown);
    }
    return false;
  }

  /** Answers whether the part is whole. */
  async #write(reply: Reply, piece: Piece): Promise<boolean> {
    const { engine, writer, storage, publish } = this.#options;
    writer.enter(reply, { type: "reading", progress: 0 });
    const request = this.#requestFor(reply, piece);
    reply.parts.begin("text");
    publish({ event: "chat.message", data: storage.withText(reply) });
    const { end, stats } = await engine.generate(request, answerOnly(writer.listenerOf(reply)));
    reply.stats = addStats(reply.stats, stats);
    if (reply.hasEnded || reply.isStopWanted || end === "stopped") return false;
    if (end === "max-tokens" || end === "context-full") reply.parts.cutLast();
    storage.flush(reply);
    return true;
  }

  #end(reply: Reply, status: Parameters<ReplyWriter["end"]>[1]) {
    this.#options.writer.end(reply, status, { stats: reply.stats, contextStartId: null });
  }

  #pieces({ message }: Reply): readonly Piece[] {
    return piecesFor(message.task, this.#questionOf(message));
  }

  #questionOf({ parentId }: Message): Message {
    return this.#options.store.messages.get(parentId ?? "");
  }

  #requestFor(reply: Reply, { piece, source }: Piece): GenerateRequest {
    const text = promptTextOf(this.#questionOf(reply.message));
    const media = [turnMedia(piece, source.name, this.#options.media)];
    return { ...settingsFor(reply), turns: [{ role: "user", text, media }] };
  }
}

/** A thought in between would part the answers wrongly; no task of this kind asks for one. */
function answerOnly(listener: ReturnType<ReplyWriter["listenerOf"]>): ReturnType<ReplyWriter["listenerOf"]> {
  return {
    ...listener,
    delta: (delta) => {
      if (delta.part === "text") listener.delta(delta);
    },
    thoughtEnded: () => undefined,
  };
}
