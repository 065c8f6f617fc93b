import { AppError } from "../../shared/ipc/result.ts";
import type { ModelId } from "../../shared/models/model.ts";
import type { Home } from "../home/home.ts";
import { ModelLibrary } from "./library.ts";
import { ModelFiles } from "./model-files.ts";
import { ListedModels } from "./listed-models.ts";
import { findAdded } from "./stores/find-added.ts";
import { findInStores } from "./stores/find-in-stores.ts";
import type { StoreFolders } from "./stores/store-folders.ts";

/** What only a host with a desktop can do. */
export interface DesktopFiles {
  /** Shows a folder in the system's file manager. */
  openFolder(path: string): Promise<void>;
  /** Shows a file in its folder there. */
  revealFile(path: string): void;
  /** Has the person choose; null: they did not. */
  chooseModel(what: "file" | "folder"): Promise<string | null>;
}

/** The models on this computer, and what a person can do with their files. */
export class ModelsOnDisk {
  readonly library: ModelLibrary;
  readonly files: ModelFiles;
  readonly #home: Home;
  readonly #desktop: DesktopFiles | undefined;

  private constructor(home: Home, library: ModelLibrary, files: ModelFiles, desktop?: DesktopFiles) {
    this.#home = home;
    this.library = library;
    this.files = files;
    this.#desktop = desktop;
  }

  /** @param stores where other apps have theirs; null: nobody looks there */
  static async open(options: {
    readonly home: Home;
    readonly demoModelPath: string;
    readonly stores: StoreFolders | null;
    readonly desktop: DesktopFiles | undefined;
  }): Promise<ModelsOnDisk> {
    const { home, demoModelPath, stores, desktop } = options;
    const shelf = await ListedModels.open(home.modelShelfFile);
    const library = new ModelLibrary({
      folder: home.modelsFolder,
      demoModelPath,
      findElsewhere: async () => [
        ...(stores === null ? [] : await findInStores(stores)),
        ...(await findAdded(shelf.added)),
      ],
      isHidden: (id) => shelf.isHidden(id),
    });
    const files = new ModelFiles(home.modelsFolder, library, shelf);
    // What an app that was killed could not do.
    await files.purge().catch(() => undefined);
    return new ModelsOnDisk(home, library, files, desktop);
  }

  async openFolder(): Promise<void> {
    await this.#fileManager().openFolder(this.#home.modelsFolder);
  }

  reveal(id: ModelId): void {
    this.#fileManager().revealFile(this.files.pathOf(id));
  }

  /** @throws AppError `model-unreadable` */
  async add(what: "file" | "folder"): Promise<boolean> {
    const path = await this.#fileManager().chooseModel(what);
    if (path === null) return false;
    await this.files.add(path, what);
    return true;
  }

  async dispose(): Promise<void> {
    this.library.dispose();
    await this.files.purge();
  }

  #fileManager(): DesktopFiles {
    if (!this.#desktop) throw new AppError("invalid-request", "This host has no file manager");
    return this.#desktop;
  }
}
