import type { Embeddings } from "../../../../../native/media.ts";
import type { Cell } from "../cells/batch.ts";

/**
 * What the projector made of media, so that none is encoded twice: encoding takes seconds where evaluating takes a fraction.
 * The least recently used ones leave when there is no room; one that is larger than all of it is not kept.
 */
export class EmbeddingCache {
  readonly #mostBytes: number;
  readonly #embeddings = new Map<Cell, Embeddings>();
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(cell: Cell): Embeddings | null {
    const found = this.#embeddings.get(cell) ?? null;
    if (found !== null) {
      // Now it is the most recent one.
      this.#embeddings.delete(cell);
      this.#embeddings.set(cell, found);
    }
    return found;
  }

  set(cell: Cell, embedding: Embeddings): void {
    this.#delete(cell);
    if (embedding.rows.byteLength > this.#mostBytes) {
      return;
    }
    this.#embeddings.set(cell, embedding);
    this.#bytes += embedding.rows.byteLength;
    for (const oldest of this.#embeddings.keys()) {
      if (this.#bytes <= this.#mostBytes) {
        break;
      }
      this.#delete(oldest);
    }
  }

  #delete(cell: Cell): void {
    this.#bytes -= this.#embeddings.get(cell)?.rows.byteLength ?? 0;
    this.#embeddings.delete(cell);
  }
}
