import { mkdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { demoModelId, type Model, type ModelId } from "../../shared/models/model.ts";
import { modelsFromFiles } from "../../shared/models/models-from-files.ts";
import { findGgufFiles, type FoundFile } from "./find-gguf-files.ts";
import { inspectFile, type Inspection } from "./read-header.ts";

export interface FoundModel {
  readonly model: Model;
  /** Absolute path of the (first) file. */
  readonly path: string;
  /** Absolute path of the projector's file; null: it has none. */
  readonly projectorPath: string | null;
}

/** How long the app waits for the first list; on a slow disk it comes later, as a change. */
const startPatienceMs = 2_000;
const restMs = 1_000;
/** A look at a slow disk may take long; the rest after it then grows to ten times that, up to this. */
const longestRestMs = 30_000;

/**
 * The models on this computer: what lies in the models folder or is linked there, and the demo model, which comes last.
 *
 * It looks at the folder once a second instead of being told of changes. Watchers say nothing on network drives, nor
 * when the target of a link, a link's folder or the folder itself goes away; they run out on systems that ration them, and
 * need a second look for all that anyway. A look is a handful of `stat` calls, takes about a millisecond of the
 * file system's threads and none of ours, and opens only files that are new or changed.
 */
export class ModelLibrary {
  readonly #folder: string;
  readonly #demoModelPath: string;
  readonly #listeners = new Set<(models: readonly Model[]) => void>();
  readonly #ended = new AbortController();
  #found: ReadonlyMap<ModelId, FoundModel> = new Map();
  /** By path. */
  #inspected: ReadonlyMap<string, Inspected> = new Map();
  #looking: Promise<void> | null = null;

  constructor(options: { readonly folder: string; readonly demoModelPath: string }) {
    this.#folder = options.folder;
    this.#demoModelPath = options.demoModelPath;
  }

  /** Makes the folder where it is missing and begins to look; waits for the first list, but not for long. */
  async start(): Promise<void> {
    const first = this.refresh();
    void this.#keepLooking(first);
    await Promise.race([first, sleep(startPatienceMs, undefined, { ref: false })]);
  }

  list(): readonly Model[] {
    return [...this.#found.values()].map(({ model }) => model);
  }

  /** Only what is in the list can be found, so an id that leads out of the folder finds nothing. */
  find(id: ModelId): FoundModel | null {
    return this.#found.get(id) ?? null;
  }

  /** Calls back with the new list, when it is another one. Returns what ends that. */
  onChange(listener: (models: readonly Model[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Looks now: sees all that is there when it is called. */
  async refresh(): Promise<void> {
    // A look that is under way may have passed by what is new.
    await this.#looking?.catch(() => undefined);
    this.#looking ??= this.#look().finally(() => (this.#looking = null));
    await this.#looking;
  }

  dispose(): void {
    this.#ended.abort();
    this.#listeners.clear();
  }

  async #keepLooking(first: Promise<void>): Promise<void> {
    const { signal } = this.#ended;
    try {
      await first;
      for (let tookMs = 0; ;) {
        const rest = Math.min(Math.max(restMs, tookMs * 10), longestRestMs);
        await sleep(rest, undefined, { signal, ref: false });
        const startedAt = performance.now();
        await this.refresh();
        tookMs = performance.now() - startedAt;
      }
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
    }
  }

  async #look(): Promise<void> {
    // Each time: the folder may have been deleted meanwhile. Where it can not be made, there are no models in it.
    await mkdir(this.#folder, { recursive: true }).catch(() => undefined);
    const files = await findGgufFiles(this.#folder);
    const demo = await foundFile(this.#demoModelPath);
    const inspected = new Map<string, Inspected>();
    for (const file of demo === null ? files : [...files, demo]) {
      inspected.set(file.path, await this.#inspect(file));
    }
    if (!this.#ended.signal.aborted) {
      this.#inspected = inspected;
      this.#publish(this.#foundModels(files, demo, inspected));
    }
  }

  /** Opens the file only when it is not the one looked at before. */
  async #inspect(file: FoundFile): Promise<Inspected> {
    const before = this.#inspected.get(file.path);
    const isSame =
      before?.isLasting === true &&
      before.file.sizeBytes === file.sizeBytes &&
      before.file.modifiedAtMs === file.modifiedAtMs;
    return isSame ? before : { file, ...(await inspectFile(file.path, basename(file.path))) };
  }

  #foundModels(
    files: readonly FoundFile[],
    demo: FoundFile | null,
    inspected: ReadonlyMap<string, Inspected>,
  ): readonly FoundModel[] {
    const models = (found: readonly FoundFile[]) =>
      modelsFromFiles(
        found.map(({ id, path, sizeBytes }) => ({
          id,
          sizeBytes,
          content: inspected.get(path)?.content ?? { type: "unfinished" },
        })),
      );
    return [
      ...models(files).map((model) => ({
        model,
        path: join(this.#folder, model.id),
        projectorPath: model.projector === null ? null : join(this.#folder, model.projector.id),
      })),
      ...models(demo === null ? [] : [demo]).map((model) => ({
        model: { ...model, id: demoModelId, isDemo: true },
        path: this.#demoModelPath,
        projectorPath: null,
      })),
    ];
  }

  #publish(found: readonly FoundModel[]): void {
    const before = JSON.stringify([...this.#found.values()]);
    this.#found = new Map(found.map((entry) => [entry.model.id, entry]));
    if (JSON.stringify(found) !== before) {
      const models = this.list();
      this.#listeners.forEach((listener) => listener(models));
    }
  }
}

interface Inspected extends Inspection {
  readonly file: FoundFile;
}

async function foundFile(path: string): Promise<FoundFile | null> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { id: basename(path), path, sizeBytes: size, modifiedAtMs: mtimeMs };
  } catch {
    return null;
  }
}
