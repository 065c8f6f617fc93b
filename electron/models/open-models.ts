import type { ModelId } from "../../shared/models/model.ts";
import type { AppOptions } from "../app-options.ts";
import type { DisposalStack } from "../disposal-stack.ts";
import type { Home } from "../home/home.ts";
import type { Log } from "../home/log.ts";
import type { Publish } from "../ipc/publish.ts";
import type { InterfaceLanguage } from "../settings/interface-language.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import { downloadFeature } from "./downloads/download-feature.ts";
import { Downloads } from "./downloads/downloads.ts";
import { hubFeature } from "./hub/hub-feature.ts";
import { HubService } from "./hub/hub-service.ts";
import type { OpenVault } from "./hub/token-vault.ts";
import { modelFeature } from "./model-feature.ts";
import { ModelsOnDisk } from "./models-on-disk.ts";

/** Opens the models on this computer, the hub and its downloads. Nothing is scanned or downloaded yet. */
export async function openModels(parts: {
  readonly options: AppOptions;
  readonly home: Home;
  readonly settings: SettingsStore;
  readonly language: InterfaceLanguage;
  readonly openVault: OpenVault;
  /** Unloads a model whose file is about to be deleted. */
  readonly unload: (modelId: ModelId) => Promise<void>;
  readonly publish: Publish;
  readonly log: Log;
  readonly opened: DisposalStack;
}) {
  const { options, home, settings, language, openVault, unload, publish, log, opened } = parts;
  const onDisk = await ModelsOnDisk.open({
    home,
    demoModelPath: options.demoModelPath,
    demoLanguage: () => language.current,
    stores: options.stores ?? null,
    desktop: options.desktop,
    log,
  });
  const ofModels = opened.use(modelFeature(onDisk, unload));
  const { library } = onDisk;
  library.onChange((models) => publish({ event: "models.changed", data: models }));
  const hub = await HubService.open({
    settings,
    vault: await openVault(home.hubTokenFile),
    onToken: (token) => publish({ event: "hub.tokenChanged", data: token }),
  });
  const downloads = new Downloads({
    modelsFolder: home.modelsFolder,
    hub: hub.client,
    log,
    onChange: (list) => publish({ event: "downloads.changed", data: list }),
    onPlaced: () => library.refresh(),
    ...(options.transferOptions && { options: options.transferOptions }),
  });
  const ofDownloads = opened.use(downloadFeature(downloads));
  return { onDisk, library, hub, downloads, features: [ofModels, ofDownloads, hubFeature(hub)] as const };
}
