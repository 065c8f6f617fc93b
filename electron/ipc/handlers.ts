import type { AppSnapshot } from "../../shared/ipc/contract.ts";
import type { Downloads } from "../models/downloads/downloads.ts";
import type { HubService } from "../models/hub/hub-service.ts";
import type { ModelsOnDisk } from "../models/models-on-disk.ts";
import type { HardwareService } from "../hardware/hardware-service.ts";
import type { CatalogStore } from "../models/catalog-store.ts";
import { planFactsAtHub } from "../models/hub/plan-facts-at-hub.ts";
import type { RemoteServers } from "../inference/remote/servers/remote-servers.ts";
import type { ModelLibrary } from "../models/library.ts";
import { readPlanFacts } from "../models/read-plan-facts.ts";
import type { Services } from "../services.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import { withoutUndefined } from "../without-undefined.ts";
import type { Handlers } from "./router.ts";

/** The handler of each route of the contract. */
export function createHandlers(parts: {
  readonly services: Services;
  readonly settings: SettingsStore;
  readonly modelsOnDisk: ModelsOnDisk;
  readonly downloads: Downloads;
  readonly hub: HubService;
  readonly hardware: HardwareService;
  readonly library: ModelLibrary;
  readonly catalog: CatalogStore;
  readonly servers: RemoteServers;
  readonly snapshot: () => AppSnapshot;
}): Handlers {
  const { services, settings, modelsOnDisk, downloads, hub, hardware, library, catalog, servers, snapshot } =
    parts;
  const { chat, conversations, modelChoice, search } = services;
  return {
    "app.snapshot": snapshot,
    "settings.update": async (change) => {
      const changed = await settings.update(withoutUndefined(change));
      if (change.unloadAfterMinutes !== undefined) services.idleUnloader.restart();
      return changed;
    },

    "conversations.get": ({ conversationId }) => conversations.get(conversationId),
    "conversations.search": ({ query }) => search.find(query),
    "conversations.rename": ({ conversationId, title }) => conversations.rename(conversationId, title),
    "conversations.delete": ({ conversationId }) => conversations.delete(conversationId),
    "conversations.deleteAll": () => conversations.deleteAll(),
    "conversations.restore": ({ conversationId }) => conversations.restore(conversationId),
    "conversations.configure": (input) => conversations.configure(input),
    "conversations.showBranch": ({ conversationId, messageId }) =>
      conversations.showBranch(conversationId, messageId),

    "chat.send": (input) => chat.send(input),
    "chat.edit": (input) => chat.edit(input),
    "chat.regenerate": ({ messageId }) => chat.regenerate(messageId),
    "chat.resume": ({ messageId }) => chat.resume(messageId),
    "chat.correct": ({ messageId, partId, text }) => chat.correct(messageId, partId, text),
    "chat.answerNow": ({ runId }) => chat.answerNow(runId),
    "chat.stop": ({ runId }) => chat.stop(runId),
    "chat.setReasoningOpen": ({ messageId, partId, isOpen }) =>
      chat.setReasoningOpen(messageId, partId, isOpen),
    "chat.setPinned": ({ messageId, isPinned }) => chat.setPinned(messageId, isPinned),

    "models.select": ({ modelId, anyway }) => modelChoice.select(modelId, anyway),
    "models.decide": ({ modelId, decision }) => services.loader.decide(modelId, decision),
    "models.openFolder": () => modelsOnDisk.openFolder(),
    "models.reveal": ({ modelId }) => modelsOnDisk.reveal(modelId),
    "models.remove": async ({ modelId }) => {
      await modelChoice.unload(modelId);
      return modelsOnDisk.files.remove(modelId);
    },
    "models.restore": ({ modelId }) => modelsOnDisk.files.restore(modelId),
    "models.showHidden": () => modelsOnDisk.files.showHidden(),
    "models.add": ({ what }) => modelsOnDisk.add(what),
    "models.configure": ({ modelId, settings: chosen }) =>
      settings.update({ modelSettings: { ...settings.current.modelSettings, [modelId]: chosen } }),
    "models.unload": () => modelChoice.unload(),
    "models.plan": async ({ modelId }) => {
      const found = library.find(modelId);
      return found === null ? null : readPlanFacts(found.path);
    },

    "downloads.start": (wanted) => downloads.begin(wanted),
    "downloads.pause": ({ downloadId }) => downloads.pause(downloadId),
    "downloads.resume": ({ downloadId }) => downloads.resume(downloadId),
    "downloads.cancel": ({ downloadId }) => downloads.cancel(downloadId),

    "hub.search": ({ query }) => hub.client.search(query),
    "hub.listing": ({ repo, revision }) => hub.client.listing(repo, revision ?? "main"),
    "hub.planFacts": (wanted) => planFactsAtHub(hub.client, wanted),
    "hub.setToken": ({ token }) => hub.setToken(token),
    "servers.add": (server) => servers.add(server),
    "servers.update": ({ serverId, ...change }) => servers.update(serverId, withoutUndefined(change)),
    "servers.remove": ({ serverId }) => servers.remove(serverId),
    "servers.refresh": ({ serverId }) => servers.refresh(serverId),
    "hardware.get": () => hardware.current(),
    "catalog.get": () => catalog.current,
    "catalog.refresh": () => catalog.refresh(),
  };
}
