import { randomUUID } from "node:crypto";
import { piecesFor, pieceTypeOf, type Piece } from "../../shared/chat/reply-pieces.ts";
import type { Message } from "../../shared/chat/message.ts";
import type { ConversationStore } from "../chat/conversation-store.ts";
import { generateOptionsOf, type ReplyWriter } from "../chat/reply-writer.ts";
import type { Reply } from "../chat/reply.ts";
import type { MediaStore } from "../media/media-store.ts";
import { addStats } from "./add-stats.ts";
import { piecePrompt } from "./piece-prompt.ts";

export interface PieceWriterOptions {
  readonly writer: ReplyWriter;
  readonly store: ConversationStore;
  readonly media: MediaStore;
}

/**
 * Writes replies to what is too much for one request: many receipts, an hour of speech. Each image, or each
 * clip, is a request of its own, which sees nothing else of the chat; its answer is a part of the reply, in
 * order. The parts record how far the reply has come, so it can be resumed after anything.
 */
export class PieceWriter {
  readonly #options: PieceWriterOptions;

  constructor(options: PieceWriterOptions) {
    this.#options = options;
  }

  isFor(reply: Reply): boolean {
    return reply.message.task?.each !== undefined && this.#pieces(reply).length > 0;
  }

  /** Writes the pieces that are missing. Never rejects: what fails is how the reply ends. */
  async write(reply: Reply): Promise<void> {
    const { writer } = this.#options;
    try {
      const pieces = this.#pieces(reply);
      for (let next = pieces[reply.parts.count]; next; next = pieces[reply.parts.count]) {
        const isWritten = await this.#writePiece(reply, next);
        if (reply.hasEnded) return;
        if (!isWritten) {
          writer.end(reply, { type: "incomplete", reason: "stopped" });
          return;
        }
      }
      writer.end(reply, { type: "complete" });
    } catch (thrown) {
      writer.fail(reply, thrown);
    }
  }

  /** Returns whether the piece is complete. */
  async #writePiece(reply: Reply, piece: Piece): Promise<boolean> {
    const { writer, media } = this.#options;
    const part = {
      id: randomUUID(),
      type: pieceTypeOf(reply.message.task ?? {}),
      status: "streaming",
      text: "",
    } as const;
    const texts = new Set<string>();
    const { end, generation } = await writer.generate(reply, {
      // A message in the window goes before the rest of an hour of speech.
      priority: "background",
      prepare: (model) => {
        writer.expectMediaTaken(reply, model);
        const { systemPrompt } = reply.settings;
        const prompt = piecePrompt(this.#questionOf(reply.message), piece, systemPrompt, media);
        writer.apply(reply, { type: "part-started", part });
        return { prompt, options: generateOptionsOf(reply) };
      },
      changesFor(event) {
        if (event.type === "part-started" && event.partType === "text") texts.add(event.partId);
        // Reasoning is dropped: no task of this kind asks for it.
        if (event.type !== "part-delta" || !texts.has(event.partId)) return [];
        return [{ ...event, partId: part.id }];
      },
    });
    if (generation !== null) reply.stats = addStats(reply.stats, generation.stats);
    if (reply.hasEnded || reply.isStopWanted || end === "stopped") return false;
    const isCutOff = end === "max-tokens" || end === "context-full";
    writer.apply(reply, {
      type: "part-ended",
      partId: part.id,
      status: isCutOff ? "incomplete" : "complete",
    });
    return true;
  }

  #pieces({ message }: Reply): readonly Piece[] {
    return piecesFor(message.task, this.#questionOf(message));
  }

  #questionOf({ parentId }: Message): Message {
    return this.#options.store.messages.get(parentId ?? "");
  }
}
