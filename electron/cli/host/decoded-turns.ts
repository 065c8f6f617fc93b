import { basename } from "node:path";
import type { Turn, TurnMedia } from "../../../shared/inference/prompt-turn.ts";
import { AppError } from "../../../shared/ipc/result.ts";
import type { ImageBudget } from "../../../shared/media/image-budget.ts";
import type { DecodedMedia, FileDecoder } from "../../decode/file-decoder.ts";

interface TurnWithFiles extends Pick<Turn, "role" | "text"> {
  readonly files: readonly { readonly kind: "image" | "audio"; readonly path: string }[];
}

/** Turns whose files are decoded for the model. Their prepared files exist until `remove`. */
export class DecodedTurns {
  readonly #decoder: Pick<FileDecoder, "decode">;
  readonly #decoded: DecodedMedia[] = [];

  constructor(decoder: Pick<FileDecoder, "decode">) {
    this.#decoder = decoder;
  }

  /**
   * Media come before the text of their turn, in order.
   * @param budget tokens that an image may take; null: chosen from the image
   * @throws AppError as `FileDecoder.decode`; `media-unreadable` {name} for a file of another kind
   */
  async of(
    turns: readonly TurnWithFiles[],
    budget: ImageBudget | null,
    signal: AbortSignal,
  ): Promise<readonly Turn[]> {
    const decoded: Turn[] = [];
    for (const { role, text, files } of turns) {
      const media: TurnMedia[] = [];
      for (const file of files) media.push(...(await this.#mediaOf(file, budget, signal)));
      decoded.push({ role, text, ...(media.length > 0 && { media }) });
    }
    return decoded;
  }

  /** Removes the prepared files. */
  async remove(): Promise<void> {
    for (const decoded of this.#decoded.splice(0)) await decoded.remove();
  }

  async #mediaOf(
    { kind, path }: TurnWithFiles["files"][number],
    budget: ImageBudget | null,
    signal: AbortSignal,
  ): Promise<readonly TurnMedia[]> {
    const name = basename(path);
    const decoded = await this.#decoder.decode(
      { name, source: { type: "path", path } },
      { budget, isDocument: false },
      signal,
    );
    if (decoded.type === "media") this.#decoded.push(decoded);
    if (decoded.type !== "media" || decoded.kind !== kind) {
      throw new AppError("media-unreadable", `${name} is no ${kind === "image" ? "image" : "recording"}`, {
        name,
      });
    }
    return decoded.pieces.map(({ media }) => media);
  }
}
