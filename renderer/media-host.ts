import { useMemo } from "react";
import type { ConversationId } from "../shared/chat/message.ts";
import type { EngineState } from "../shared/models/engine-state.ts";
import type { Model, ModelId } from "../shared/models/model.ts";
import { findRemoteModel, type FoundRemoteModel, type RemoteServer } from "../shared/models/remote-server.ts";
import { hostOf, isOnThisComputer } from "../shared/models/server-url.ts";
import type { MediaCapabilities } from "../shared/media/media-capabilities.ts";
import { focusComposer } from "./features/chat/composer/focus-composer.ts";
import type { CapableModel, MediaHost } from "./features/media/media-host.ts";
import { askToLoad } from "./features/models/loading/load-request-store.ts";
import { nameAmong } from "./features/models/models-state.ts";
import { loadFacts, loadPlanning, usePlanning } from "./features/models/planning/planning-store.ts";
import { useModelTimes } from "./features/models/use-model-times.ts";
import { chooseRemoteModel } from "./features/models/servers/first-use.ts";
import { useServers } from "./features/models/servers/servers-store.ts";
import { useModels } from "./features/models/models-store.ts";
import { findModel, openModels } from "./navigation.ts";

/**
 * What the media feature needs to know about the chosen model and the others: whether they accept images and
 * audio.
 */
export function useMediaHost(modelId: ModelId | null, conversationId: ConversationId | null): MediaHost {
  const models = useModels((state) => state.models);
  const engine = useModels((state) => state.engine);
  const servers = useServers((state) => state.servers);
  const times = useImageTimes(models.find(({ id }) => id === modelId) ?? null);
  return useMemo(() => {
    const remote = modelId === null ? null : findRemoteModel(servers, modelId);
    const host = {
      capableModels: [...listCapableModels(models), ...capableRemoteModels(servers)],
      onUseModel: (id: ModelId) => {
        switchTo(id, conversationId);
        // The pressed button disappears with the problem it solved.
        focusComposer();
      },
      onFindModel: findModel,
      ...times,
      onAddModel: () => openModels({ tab: "sources" }),
    };
    if (remote) return { ...host, ...remoteFacts(remote) };
    const model = models.find(({ id }) => id === modelId);
    const contextSizeTokens =
      engine.type === "ready" && engine.modelId === modelId ? engine.contextSizeTokens : null;
    return {
      ...host,
      modelName: model?.name ?? "",
      isDemo: model?.isDemo === true,
      capabilities: capabilitiesOf(model, engine),
      lacksProjector: model?.projector === null && !model.isDemo && model.architecture === "gemma4",
      destination: null,
      contextSizeTokens,
      isContextLongest: contextSizeTokens !== null && contextSizeTokens >= (model?.contextLength ?? Infinity),
    };
  }, [models, engine, servers, modelId, conversationId, times]);
}

/** How long the model looks at images; asked for where it is shown. */
function useImageTimes(model: Model | null): Pick<MediaHost, "imageTime" | "onWantTimes"> {
  const times = useModelTimes(model);
  const isMeasuring = usePlanning((state) => state.isMeasuring);
  const id = model?.id ?? null;
  return useMemo(
    () => ({
      imageTime: (tokens) => (id !== null && isMeasuring ? "measuring" : times.image(tokens)),
      onWantTimes: () => {
        if (id !== null) void Promise.all([loadPlanning(), loadFacts([id])]);
      },
    }),
    [times, isMeasuring, id],
  );
}

function switchTo(id: ModelId, conversationId: ConversationId | null): void {
  const model = useModels.getState().models.find((each) => each.id === id);
  const remote = findRemoteModel(useServers.getState().servers, id)?.model;
  if (model) void askToLoad(model, conversationId);
  else if (remote) chooseRemoteModel(remote, conversationId);
}

function remoteFacts({ server, model }: FoundRemoteModel) {
  return {
    modelName: model?.name ?? "",
    isDemo: false,
    capabilities: model && { sees: model.sees, hears: model.hears },
    lacksProjector: false,
    destination: { host: hostOf(server.url), isOnThisComputer: isOnThisComputer(server.url) },
    contextSizeTokens: model?.contextSizeTokens ?? null,
    // The server decides it.
    isContextLongest: true,
  };
}

/** Models on servers that can be reached, named with their server. */
function capableRemoteModels(servers: readonly RemoteServer[]): readonly CapableModel[] {
  return servers
    .filter(({ state }) => state.type === "ready")
    .flatMap(({ name: server, models }) =>
      models
        .filter(({ sees, hears }) => sees || hears)
        .map(({ id, name, sees, hears }) => ({ id, name: `${name} (${server})`, sees, hears })),
    );
}

function listCapableModels(models: readonly Model[]): readonly CapableModel[] {
  return models.flatMap((model) => {
    const { id, state, projector, isDemo } = model;
    if (state.type !== "ready" || projector === null || isDemo) return [];
    return [{ id, name: nameAmong(model, models), sees: projector.sees, hears: projector.hears }];
  });
}

/** A loaded model reports its capabilities; before that, they come from the projector file. */
function capabilitiesOf(model: Model | undefined, engine: EngineState): MediaCapabilities | null {
  if (!model) return null;
  if (engine.type === "ready" && engine.modelId === model.id) return engine.media;
  return { sees: model.projector?.sees ?? false, hears: model.projector?.hears ?? false };
}
