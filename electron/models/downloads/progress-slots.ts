import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { z } from "zod";
import type { ByteRanges } from "./byte-ranges.ts";

const slotBytes = 4096;
const slotSchema = z.object({
  sequence: z.int().nonnegative(),
  /** The hash of the file these ranges belong to; ranges of another file are ignored. */
  sha256: z.string(),
  ranges: z.array(z.tuple([z.int().nonnegative(), z.int().nonnegative()])),
});

/**
 * Stores the written ranges of a partial file in two slots of a small file. The slots are written
 * alternately, so that an interrupted write damages only the older one. The file never grows, so it can also
 * be written when the disk is full.
 */
export class ProgressSlots {
  readonly #file: FileHandle;
  #sequence = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Reserves the space of both slots. */
  async prepare(): Promise<void> {
    const { size } = await this.#file.stat();
    if (size < 2 * slotBytes) await this.#file.write(Buffer.alloc(2 * slotBytes, " "), 0, 2 * slotBytes, 0);
  }

  /** The newest valid record; empty when there is none, or when it belongs to another file. */
  async read(sha256: string): Promise<ByteRanges> {
    const slots = [await this.#slot(0), await this.#slot(1)].filter((slot) => slot !== null);
    const [newest] = slots.sort((a, b) => b.sequence - a.sequence);
    this.#sequence = newest?.sequence ?? 0;
    if (newest?.sha256 !== sha256) return [];
    return newest.ranges.map(([start, end]) => ({ start, end }));
  }

  async write(sha256: string, ranges: ByteRanges): Promise<void> {
    this.#sequence += 1;
    const sequence = this.#sequence;
    // Ranges beyond the slot's capacity are downloaded again; so many pieces are not expected.
    const pairs = ranges.slice(0, 96).map(({ start, end }) => [start, end]);
    const text = JSON.stringify({ sequence, sha256, ranges: pairs });
    const slot = Buffer.alloc(slotBytes, " ");
    slot.write(`${checksum(text)} ${text}`);
    await this.#file.write(slot, 0, slotBytes, (sequence % 2) * slotBytes);
    await this.#file.datasync();
  }

  async #slot(index: number): Promise<z.infer<typeof slotSchema> | null> {
    const { buffer, bytesRead } = await this.#file.read(
      Buffer.alloc(slotBytes),
      0,
      slotBytes,
      index * slotBytes,
    );
    const content = buffer.toString("utf8", 0, bytesRead).trimEnd();
    const space = content.indexOf(" ");
    const text = content.slice(space + 1);
    if (space < 0 || content.slice(0, space) !== checksum(text)) return null;
    const parsed = slotSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  }
}

const checksum = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 16);
