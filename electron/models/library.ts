import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { demoModelId, type Model, type ModelId } from "../../shared/models/model.ts";
import { firstPartId, modelsFromFiles } from "../../shared/models/models-from-files.ts";
import { findGgufFiles, type FoundFile } from "./find-gguf-files.ts";
import { inspectFile, type Inspection } from "./read-header.ts";
import { foundFileAt } from "./stores/found-file-at.ts";

export interface FoundModel {
  readonly model: Model;
  /** Absolute path of the (first) file. */
  readonly path: string;
  /** All parts of it. */
  readonly paths: readonly string[];
  /** Absolute path of the projector's file; null: it has none. */
  readonly projectorPath: string | null;
}

/** How long the app waits for the first list; on a slow disk it comes later, as a change. */
const startPatienceMs = 2_000;
const restMs = 1_000;
/** A look at a slow disk may take long; the rest after it then grows to ten times that, up to this. */
const longestRestMs = 30_000;
/** Other apps' stores can be large, and change seldom. */
const storesRestMs = 20_000;

/**
 * The models on this computer: what lies in the models folder or is linked there, what other apps have or the person has
 * named, and the demo model, which comes last. A file that is found in several places is listed once, the models folder
 * first.
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
  readonly #findElsewhere: () => Promise<readonly FoundFile[]>;
  readonly #isHidden: (id: ModelId) => boolean;
  #elsewhere: readonly FoundFile[] = [];
  #elsewhereAtMs = -Infinity;

  constructor(options: {
    readonly folder: string;
    readonly demoModelPath: string;
    /** What lies elsewhere, with ids that begin with its origin. */
    readonly findElsewhere?: () => Promise<readonly FoundFile[]>;
    readonly isHidden?: (id: ModelId) => boolean;
  }) {
    this.#folder = options.folder;
    this.#demoModelPath = options.demoModelPath;
    this.#findElsewhere = options.findElsewhere ?? (async () => []);
    this.#isHidden = options.isHidden ?? (() => false);
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

  found(): readonly FoundModel[] {
    return [...this.#found.values()];
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
    this.#elsewhereAtMs = -Infinity;
    await this.#lookOnce();
  }

  #lookOnce(): Promise<void> {
    this.#looking ??= this.#look().finally(() => (this.#looking = null));
    return this.#looking;
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
        await this.#lookOnce();
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
    const files = [...(await findGgufFiles(this.#folder)), ...(await this.#foundElsewhere())];
    const demo = await foundFileAt(this.#demoModelPath, {
      origin: "own",
      id: basename(this.#demoModelPath),
    });
    const inspected = new Map<string, Inspected>();
    for (const file of demo === null ? files : [...files, demo]) {
      inspected.set(file.path, await this.#inspect(file));
    }
    if (!this.#ended.signal.aborted) {
      this.#inspected = inspected;
      this.#publish(this.#foundModels(files, demo, inspected));
    }
  }

  async #foundElsewhere(): Promise<readonly FoundFile[]> {
    const now = performance.now();
    if (now - this.#elsewhereAtMs > storesRestMs) {
      this.#elsewhereAtMs = now;
      this.#elsewhere = await this.#findElsewhere().catch(() => []);
    }
    return this.#elsewhere;
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
        found.map(({ id, origin, path, sizeBytes }) => ({
          id,
          origin,
          sizeBytes,
          content: inspected.get(path)?.content ?? { type: "unfinished" },
        })),
      );
    const byId = new Map(files.map((file) => [file.id, file]));
    const pathOf = (id: string | undefined) => byId.get(id ?? "")?.path ?? null;
    return [
      ...once(models(files), byId)
        .filter(({ id }) => !this.#isHidden(id))
        .map((model) => ({
          model,
          path: pathOf(model.id) ?? join(this.#folder, model.id),
          paths: partsOf(model.id, files),
          projectorPath: pathOf(model.projector?.id),
        })),
      ...models(demo === null ? [] : [demo]).map((model) => ({
        model: { ...model, id: demoModelId, isDemo: true },
        path: this.#demoModelPath,
        paths: [this.#demoModelPath],
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

/** The same file is one model: links in our folder to another app's, two names of one blob. */
function once(models: readonly Model[], files: ReadonlyMap<string, FoundFile>): readonly Model[] {
  const owners = new Map<string, Model>();
  for (const model of models) {
    const identity = files.get(model.id)?.identity ?? model.id;
    const owner = owners.get(identity);
    // Two names in our own folder were both put there on purpose.
    if (!owner || (owner.origin !== "own" && model.origin === "own")) owners.set(identity, model);
  }
  const kept = new Set(owners.values());
  return models.filter((model) => model.origin === "own" || kept.has(model));
}

function partsOf(id: ModelId, files: readonly FoundFile[]): readonly string[] {
  return files.filter((file) => firstPartId(file.id) === id).map(({ path }) => path);
}
