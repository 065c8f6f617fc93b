import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { z } from "zod";
import type { ByteRanges } from "./byte-ranges.ts";

const slotBytes = 4096;
const slotSchema = z.object({
  sequence: z.int().nonnegative(),
  /** Of the file these ranges are of: what was begun as another one is nothing to go on with. */
  sha256: z.string(),
  ranges: z.array(z.tuple([z.int().nonnegative(), z.int().nonnegative()])),
});

/**
 * Which ranges of a partial file are there, in two places of a small file that are written in turn: a write that was cut
 * off spoils the older one only. Nothing grows, so it can be written on a full disk too.
 */
export class ProgressSlots {
  readonly #file: FileHandle;
  #sequence = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Takes its room on the disk, before anything else can take it. */
  async prepare(): Promise<void> {
    const { size } = await this.#file.stat();
    if (size < 2 * slotBytes) await this.#file.write(Buffer.alloc(2 * slotBytes, " "), 0, 2 * slotBytes, 0);
  }

  /** The newest whole record; empty where there is none, or where it is of another file. */
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
    // What does not fit is fetched again; there are never so many pieces unless something is very odd.
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
