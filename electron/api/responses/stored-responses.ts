import type { Entry } from "../prompt/entry.ts";

/** What `previous_response_id` continues: the whole conversation up to a response. */
export interface StoredResponse {
  readonly id: string;
  readonly entries: readonly Entry[];
}

const kept = 256;
/** In UTF-16 units, of all conversations together; they share most of their entries. */
const sizeKept = 256 * 1024 ** 2;

/** The last responses, in memory: they end with the server. */
export class StoredResponses {
  readonly #stored = new Map<string, StoredResponse & { readonly size: number }>();
  #size = 0;

  put(response: StoredResponse): void {
    const size = JSON.stringify(response.entries).length;
    this.#stored.set(response.id, { ...response, size });
    this.#size += size;
    for (const [id, oldest] of this.#stored) {
      if (this.#stored.size <= kept && this.#size <= sizeKept) break;
      this.#stored.delete(id);
      this.#size -= oldest.size;
    }
  }

  find(id: string): StoredResponse | null {
    return this.#stored.get(id) ?? null;
  }
}
