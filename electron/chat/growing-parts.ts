import { isGrowing, type MessagePart, type PartId } from "../../shared/chat/message-part.ts";
import { endedPart, type PartChange } from "../../shared/chat/part-event.ts";
import type { PlacedPart } from "./message-table.ts";

interface Entry {
  part: MessagePart;
  /** Text that `part` does not have yet. Joined on demand, so that a delta costs the same in a long reply. */
  chunks: string[];
  isSaved: boolean;
}

/**
 * The parts of a reply while it is generated. Applies changes as `applyPartChange` does, at a constant cost
 * per delta, and knows which parts are not stored yet.
 */
export class GrowingParts {
  readonly #entries: Entry[];

  /** @param stored the parts that a resumed reply keeps, from its first one on */
  constructor(stored: readonly MessagePart[] = []) {
    this.#entries = stored.map((part) => ({ part, chunks: [], isSaved: true }));
  }

  get count(): number {
    return this.#entries.length;
  }

  get last(): MessagePart | null {
    const entry = this.#entries.at(-1);
    return entry ? joined(entry) : null;
  }

  /** A change that names a part which is not there is ignored. */
  apply(change: PartChange): void {
    if (change.type === "part-started") {
      this.#entries.push({ part: change.part, chunks: [], isSaved: false });
      return;
    }
    const entry = this.#find(change.type === "part-updated" ? change.part.id : change.partId);
    if (!entry) return;
    entry.isSaved = false;
    if (change.type === "part-delta") {
      if (isGrowing(entry.part)) entry.chunks.push(change.text);
      return;
    }
    const part = change.type === "part-updated" ? change.part : endedPart(joined(entry), change);
    entry.part = part;
    entry.chunks = [];
  }

  get(id: PartId): MessagePart | null {
    const entry = this.#find(id);
    return entry ? joined(entry) : null;
  }

  snapshot(): MessagePart[] {
    return this.#entries.map(joined);
  }

  /** What has changed since `markSaved`. */
  unsaved(): PlacedPart[] {
    return this.#entries.flatMap((entry, position) =>
      entry.isSaved ? [] : [{ position, part: joined(entry) }],
    );
  }

  markSaved(): void {
    for (const entry of this.#entries) entry.isSaved = true;
  }

  #find(id: PartId): Entry | undefined {
    return this.#entries.findLast(({ part }) => part.id === id);
  }
}

/** The part with all of its text. */
function joined(entry: Entry): MessagePart {
  if (entry.chunks.length > 0 && isGrowing(entry.part)) {
    entry.part = { ...entry.part, text: entry.part.text + entry.chunks.join("") };
    entry.chunks = [];
  }
  return entry.part;
}
