import type { Embeddings } from "../../../../../native/media.ts";
import type { Cell } from "../cells/batch.ts";

/**
 * An LRU cache of the projector's embeddings: encoding takes seconds, evaluating a fraction of that. An
 * embedding larger than the whole cache is not kept.
 */
export class EmbeddingCache {
  readonly #maxBytes: number;
  readonly #embeddings = new Map<Cell, Embeddings>();
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#maxBytes = mostBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(cell: Cell): Embeddings | null {
    const found = this.#embeddings.get(cell) ?? null;
    if (found !== null) {
      // Map order is the order of use: move the entry to the end.
      this.#embeddings.delete(cell);
      this.#embeddings.set(cell, found);
    }
    return found;
  }

  set(cell: Cell, embedding: Embeddings): void {
    this.#delete(cell);
    if (embedding.rows.byteLength > this.#maxBytes) {
      return;
    }
    this.#embeddings.set(cell, embedding);
    this.#bytes += embedding.rows.byteLength;
    for (const oldest of this.#embeddings.keys()) {
      if (this.#bytes <= this.#maxBytes) {
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
