import { createHash, randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PieceBytes } from "./decode-protocol.ts";
import type { DecodedPiece } from "./file-decoder.ts";

/** The files of decoded pieces, which the engine reads. They belong to one decoded file each. */
export class PreparedFiles {
  readonly #folder: string;

  /** @param folder absolute; created when the first piece is stored */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Removes what a process that was killed has left. */
  async clear(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  async store(piece: PieceBytes): Promise<DecodedPiece> {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const { bytes } = piece;
    const hash = createHash("sha256").update(bytes).digest("hex");
    // Two requests with the same image remove their files independently.
    const path = join(this.#folder, randomUUID());
    await writeFile(path, bytes, { mode: 0o600 });
    if (piece.kind === "image") {
      const { kind, widthPx, heightPx } = piece;
      return { media: { kind, hash, widthPx, heightPx, path }, timeMs: null };
    }
    const { kind, sampleCount, timeMs } = piece;
    return { media: { kind, hash, sampleCount, path }, timeMs };
  }

  async remove(pieces: readonly DecodedPiece[]): Promise<void> {
    await Promise.all(pieces.map(({ media }) => rm(media.path, { force: true })));
  }
}
