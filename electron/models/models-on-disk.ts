import { AppError } from "../../shared/ipc/result.ts";
import type { ModelId } from "../../shared/models/model.ts";
import type { PromptLanguage } from "../../shared/tasks/prompt-language.ts";
import type { Home } from "../home/home.ts";
import type { Log } from "../home/log.ts";
import { ModelLibrary } from "./library.ts";
import { ModelFiles } from "./model-files.ts";
import { ListedModels } from "./listed-models.ts";
import { findAdded } from "./stores/find-added.ts";
import { findInStores } from "./stores/find-in-stores.ts";
import type { StoreFolders } from "./stores/store-folders.ts";

/** Operations that need a desktop. */
export interface DesktopFiles {
  /** Opens a folder in the system's file manager. */
  openFolder(path: string): Promise<void>;
  /** Shows a file in the system's file manager. */
  revealFile(path: string): void;
  /** Shows a file dialog; null when the user cancelled it. */
  chooseModel(what: "file" | "folder"): Promise<string | null>;
}

/** The models on this computer and the operations on their files. */
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

  /** @param stores the folders of other apps; null to skip them */
  static async open(options: {
    readonly home: Home;
    readonly demoModelPath: string;
    readonly demoLanguage?: () => PromptLanguage;
    readonly stores: StoreFolders | null;
    readonly desktop: DesktopFiles | undefined;
    readonly log: Log;
  }): Promise<ModelsOnDisk> {
    const { home, demoModelPath, demoLanguage, stores, desktop, log } = options;
    const listed = await ListedModels.open(home.listedModelsFile);
    const library = new ModelLibrary({
      folder: home.modelsFolder,
      demoModelPath,
      ...(demoLanguage && { demoLanguage }),
      findElsewhere: async () => [
        ...(stores === null ? [] : await findInStores(stores)),
        ...(await findAdded(listed.added)),
      ],
      isHidden: (id) => listed.isHidden(id),
      onFailure: (thrown) => log.error("Looking for models failed", thrown),
    });
    const files = new ModelFiles(home.modelsFolder, library, listed);
    // Deletes the files that an earlier run could not delete because it was killed.
    await files.purge().catch(() => undefined);
    return new ModelsOnDisk(home, library, files, desktop);
  }

  /** The models folder. */
  get folder(): string {
    return this.#home.modelsFolder;
  }

  async openFolder(): Promise<void> {
    await this.#fileManager().openFolder(this.folder);
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
