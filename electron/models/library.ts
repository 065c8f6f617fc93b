import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { demoModelId, type Model, type ModelId, type ModelProjector } from "../../shared/models/model.ts";
import { firstPartId, modelsFromFiles } from "../../shared/models/models-from-files.ts";
import type { LoadedPart } from "../../shared/inference/engine-protocol.ts";
import type { PromptLanguage } from "../../shared/tasks/prompt-language.ts";
import { demoFileNames, demoTextPath, findDemoFiles, type DemoFiles } from "./demo-files.ts";
import { findGgufFiles, type FoundFile } from "./find-gguf-files.ts";
import { inspectFile, type FileInspection } from "./read-header.ts";
import { inBackground, leaveToLastHandler } from "../in-background.ts";

export interface FoundModel {
  readonly model: Model;
  /** Absolute path of the file, or of the first part of a split model. */
  readonly path: string;
  /** The paths of all parts. */
  readonly paths: readonly string[];
  /** Absolute paths of its companions; null when there is none. */
  readonly projectorPath: string | null;
  readonly drafterPath: string | null;
  /** Models that are loaded beside it, as in `LoadRequest`; only the demo model has any. */
  readonly parts?: readonly LoadedPart[];
}

/**
 * How long the start of the app waits for the first scan. On a slow disk it finishes later and is reported as
 * a change.
 */
const startPatienceMs = 2_000;
const restMs = 1_000;
/** After a scan of a slow disk, the pause grows to ten times the duration of the scan, up to this value. */
const longestRestMs = 30_000;
/** Other apps' stores can be large and change rarely. */
const storesRestMs = 20_000;

/**
 * The list of models on this computer: those in the models folder or linked there, those of other apps, those
 * that the user added, and the demo model, which comes last. A file found in several places is listed once,
 * preferably in the models folder.
 * The folder is scanned once a second instead of watched. Watchers report nothing on network drives, nor when
 * the target of a link, the folder of a link or the folder itself is removed; some systems limit their
 * number, and they need a scan as a fallback anyway. A scan is a handful of `stat` calls, takes about a
 * millisecond on the file system's threads and none on the main thread, and opens only new or changed files.
 */
export class ModelLibrary {
  readonly #folder: string;
  readonly #demoModelPath: string;
  readonly #listeners = new Set<(models: readonly Model[]) => void>();
  readonly #ended = new AbortController();
  readonly #demoLanguage: () => PromptLanguage;
  #found: ReadonlyMap<ModelId, FoundModel> = new Map();
  #demo: DemoFiles | null = null;
  /** Keyed by path. */
  #inspected: ReadonlyMap<string, Inspected> = new Map();
  #looking: Promise<void> | null = null;
  readonly #findElsewhere: () => Promise<readonly FoundFile[]>;
  readonly #isHidden: (id: ModelId) => boolean;
  readonly #onFailure: (thrown: unknown) => void;
  #elsewhere: readonly FoundFile[] = [];
  #elsewhereAtMs = -Infinity;

  constructor(options: {
    readonly folder: string;
    readonly demoModelPath: string;
    /** The language that the demo model answers in. */
    readonly demoLanguage?: () => PromptLanguage;
    /** Finds models outside the models folder; their ids start with their origin. */
    readonly findElsewhere?: () => Promise<readonly FoundFile[]>;
    readonly isHidden?: (id: ModelId) => boolean;
    /** Called when a scan fails because of a bug; the next one follows. */
    readonly onFailure?: (thrown: unknown) => void;
  }) {
    this.#folder = options.folder;
    this.#demoModelPath = options.demoModelPath;
    this.#demoLanguage = options.demoLanguage ?? (() => "en");
    this.#findElsewhere = options.findElsewhere ?? (async () => []);
    this.#isHidden = options.isHidden ?? (() => false);
    this.#onFailure = options.onFailure ?? leaveToLastHandler;
  }

  /**
   * Creates the folder when it is missing and starts scanning; waits for the first scan at most
   * `startPatienceMs`.
   */
  async start(): Promise<void> {
    const first = this.#reported(this.refresh());
    inBackground(this.#keepLooking(first));
    await Promise.race([first, sleep(startPatienceMs, undefined, { ref: false })]);
  }

  list(): readonly Model[] {
    return [...this.#found.values()].map(({ model }) => model);
  }

  found(): readonly FoundModel[] {
    return [...this.#found.values()];
  }

  /** Looks up an id in the list. Ids are never used as paths, so an id cannot point outside the folder. */
  find(id: ModelId): FoundModel | null {
    const found = this.#found.get(id) ?? null;
    if (found === null || this.#demo === null || id !== demoModelId) return found;
    return { ...found, path: demoTextPath(this.#demo, this.#demoLanguage()) };
  }

  /** Calls back with the new list whenever it changes. Returns a function that unsubscribes. */
  onChange(listener: (models: readonly Model[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls back once, as soon as models are listed: on a slow disk, the first scan ends after `start`. */
  onceListed(listener: () => void): void {
    if (this.list().length > 0) {
      listener();
      return;
    }
    const unsubscribe = this.onChange(() => {
      unsubscribe();
      listener();
    });
  }

  /** Scans now; the result includes everything that exists at the time of the call. */
  async refresh(): Promise<void> {
    // A scan in progress may have missed recent changes.
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
        await this.#reported(this.#lookOnce());
        tookMs = performance.now() - startedAt;
      }
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
    }
  }

  /** A scan that fails must not be the last one. */
  async #reported(scan: Promise<void>): Promise<void> {
    await scan.catch((thrown: unknown) => this.#onFailure(thrown));
  }

  async #look(): Promise<void> {
    // Repeated, because the folder may have been deleted. When it cannot be created, it contains no models.
    await mkdir(this.#folder, { recursive: true }).catch(() => undefined);
    const files = [...(await findGgufFiles(this.#folder)), ...(await this.#foundElsewhere())];
    const demo = await findDemoFiles(this.#demoModelPath);
    const inspected = new Map<string, Inspected>();
    for (const file of demo === null ? files : [...files, demo.text]) {
      inspected.set(file.path, await this.#inspect(file));
    }
    if (!this.#ended.signal.aborted) {
      this.#inspected = inspected;
      this.#demo = demo;
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

  /** Opens the file only when its size or modification time has changed. */
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
    demo: DemoFiles | null,
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
          drafterPath: pathOf(model.drafter?.id),
        })),
      ...(demo === null
        ? []
        : models([demo.text]).map((model) => ({
            model: {
              ...model,
              id: demoModelId,
              isDemo: true,
              sizeBytes: demo.sizeBytes,
              projector: projectorOfDemo(demo),
            },
            path: this.#demoModelPath,
            paths: [this.#demoModelPath],
            projectorPath: null,
            drafterPath: null,
            parts: [demo.reader, demo.listener].filter((part) => part !== null),
          }))),
    ];
  }

  #publish(found: readonly FoundModel[]): void {
    const before = JSON.stringify([...this.#found.values()]);
    this.#found = new Map(found.map((entry) => [entry.model.id, entry]));
    if (JSON.stringify(found) !== before) {
      const models = this.list();
      for (const listener of this.#listeners) {
        try {
          listener(models);
        } catch (thrown) {
          this.#onFailure(thrown);
        }
      }
    }
  }
}

function projectorOfDemo({ reader, listener, sizeBytes, text }: DemoFiles): ModelProjector | null {
  if (reader === null && listener === null) return null;
  const fileName = demoFileNames.reader.projector;
  return {
    id: fileName,
    fileName,
    sizeBytes: sizeBytes - text.sizeBytes,
    type: null,
    sees: reader !== null,
    hears: listener !== null,
  };
}

interface Inspected extends FileInspection {
  readonly file: FoundFile;
}

/**
 * Lists each file as one model, also when the models folder links to another app's file, or two names share
 * one blob.
 */
function once(models: readonly Model[], files: ReadonlyMap<string, FoundFile>): readonly Model[] {
  const owners = new Map<string, Model>();
  for (const model of models) {
    const identity = files.get(model.id)?.identity ?? model.id;
    const owner = owners.get(identity);
    // Two names for one file in the models folder are intentional, so both are listed.
    if (!owner || (owner.origin !== "own" && model.origin === "own")) owners.set(identity, model);
  }
  const kept = new Set(owners.values());
  return models.filter((model) => model.origin === "own" || kept.has(model));
}

function partsOf(id: ModelId, files: readonly FoundFile[]): readonly string[] {
  return files.filter((file) => firstPartId(file.id) === id).map(({ path }) => path);
}
