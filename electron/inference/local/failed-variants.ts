import { readFileSync } from "node:fs";
import { z } from "zod";
import { libraryVariants, type LibraryVariant } from "../../../shared/inference/engine-library.ts";
import { writeFileAtomically } from "../../home/write-file-atomically.ts";
import { inBackground } from "../../in-background.ts";

const storedSchema = z.object({ version: z.string(), failed: z.array(z.enum(libraryVariants)) });

/**
 * The variants of llama.cpp's library that ended an engine process when they were loaded. They are not tried
 * again until the app is updated, or the user wants it.
 */
export class FailedVariants {
  readonly #file: string | null;
  readonly #version: string;
  #failed: readonly LibraryVariant[];

  /** @param file null: remembered for this process only @param version another one forgets */
  constructor(file: string | null = null, version = "") {
    this.#file = file;
    this.#version = version;
    this.#failed = file === null ? [] : readStored(file, version);
  }

  get all(): readonly LibraryVariant[] {
    return this.#failed;
  }

  /** The processor's variant is not remembered: there is nothing after it. */
  remember(variant: LibraryVariant): void {
    if (variant === "cpu" || this.#failed.includes(variant)) return;
    this.#set([...this.#failed, variant]);
  }

  /** Takes effect when an engine process starts. */
  forget(): void {
    this.#set([]);
  }

  #set(failed: readonly LibraryVariant[]): void {
    this.#failed = failed;
    if (this.#file === null) return;
    const text = JSON.stringify({ version: this.#version, failed });
    // Without the file, the next start of the app tries the variant once more.
    inBackground(writeFileAtomically(this.#file, text).catch(() => undefined));
  }
}

function readStored(file: string, version: string): readonly LibraryVariant[] {
  try {
    const stored = storedSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    return stored.version === version ? stored.failed : [];
  } catch {
    return [];
  }
}
