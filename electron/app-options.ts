import type { AppSnapshot } from "../shared/ipc/contract.ts";
import type { StartEngineProcess } from "./inference/local/engine-process.ts";
import type { HangLimits } from "./inference/local/hang-detector.ts";
import type { DesktopShell } from "./desktop/desktop-shell.ts";
import type { StartDecodeProcess } from "./decode/decode-protocol.ts";
import type { Log } from "./home/log.ts";
import type { TransferOptions } from "./models/downloads/transfer-options.ts";
import type { DesktopFiles } from "./models/models-on-disk.ts";
import type { StartTemplateProcess } from "./models/template/template-process.ts";
import type { StoreFolders } from "./models/stores/store-folders.ts";
import type { Publish } from "./ipc/publish.ts";
import type { StartCodeProcess } from "./tools/code/code-protocol.ts";
import type { PackageSource } from "./tools/code/packages/package-source.ts";
import type { StartPageProcess } from "./tools/web/page/page-process.ts";
import type { Updater } from "./updates/updater.ts";
import type { OpenVault } from "./models/hub/token-vault.ts";

export interface AppOptions {
  /** FACET_HOME, absolute; see `home/home.ts` for the default. Created when it is missing. */
  readonly home: string;
  /** Absolute path of the demo model for English text; its other files are beside it. */
  readonly demoModelPath: string;
  readonly startEngineProcess: StartEngineProcess;
  /** Starts the process that previews chat templates; by default a forked Node. */
  readonly startTemplateProcess?: StartTemplateProcess;
  /** Starts the process that decodes files without a page; by default a forked Node. */
  readonly startDecodeProcess?: StartDecodeProcess;
  /** Starts the process that parses web pages; by default a forked Node. */
  readonly startPageProcess?: StartPageProcess;
  /** Starts the process in which models run code; by default a forked Node. */
  readonly startCodeProcess?: StartCodeProcess;
  /** Overrides the default limits after which an engine counts as hanging. */
  readonly hangLimits?: HangLimits;
  readonly version: string;
  readonly host: AppSnapshot["host"];
  /** The services live as long as one command: no model is loaded ahead, and no download is resumed. */
  readonly isForOneCommand?: boolean;
  readonly desktop?: DesktopFiles;
  /** Whether the computer runs on battery; null: not known. By default, as Linux says. */
  readonly isOnBattery?: () => boolean | null;
  /** The window's frame, menus and the like; without it, the host is no desktop app. */
  readonly shell?: DesktopShell;
  /** Only an installed desktop app has an updater; without one, Facet never looks for updates. */
  readonly openUpdater?: (log: Log) => Promise<Updater | undefined>;
  /** The folders of other apps' models; without it, they are not scanned. */
  readonly stores?: StoreFolders;
  /**
   * Creates the store for a secret at this path (the hub's access token, a server's API key); by default a
   * file readable by its owner only.
   */
  readonly tokenVault?: OpenVault;
  /** For tests, which use shorter delays. */
  readonly transferOptions?: TransferOptions;
  /** For tests, which have packages of their own on this computer. */
  readonly pythonPackageSource?: PackageSource;
  /** Receives every event, in order. */
  readonly publish: Publish;
}
