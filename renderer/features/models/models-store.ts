import { create } from "zustand";
import type { AppSnapshot, EventMessage } from "../../../shared/ipc/contract.ts";
import type { Failure } from "../../../shared/ipc/result.ts";
import type { Model, ModelId } from "../../../shared/models/model.ts";
import type { ModelSettings } from "../../../shared/models/model-settings.ts";
import { describeFailure } from "../../i18n/describe-failure.ts";
import { getText } from "../../i18n/i18n.ts";
import { request } from "../../ipc/client.ts";
import { showFailure } from "../../toasts.ts";
import { receiveHardware } from "./planning/planning-store.ts";
import { applyEvent, fromSnapshot, initialModels, type ModelsState } from "./models-state.ts";

export const useModels = create<ModelsState>(() => initialModels);

export function receiveSnapshot(snapshot: AppSnapshot): void {
  useModels.setState(fromSnapshot(snapshot));
}

export function receiveEvent(message: EventMessage): void {
  useModels.setState((state) => applyEvent(state, message));
  if (message.event === "hardware.changed") {
    receiveHardware(message.data);
  }
}

/**
 * Makes this the model of new chats and of the current chat, if any, and loads it if it is local. Progress is
 * reported through `engine`; a failure is also shown as a toast.
 * @param anyway load even if the model would not fit into the free memory
 */
export async function chooseModel(
  model: Pick<Model, "id" | "name">,
  conversationId: string | null,
  anyway = false,
): Promise<void> {
  return whileChoosing(model.id, () => choose(model, conversationId, anyway));
}

/** A message that is sent meanwhile goes to this model already. */
export async function whileChoosing<T>(modelId: ModelId, work: () => Promise<T>): Promise<T> {
  useChoice.setState({ modelId });
  try {
    return await work();
  } finally {
    useChoice.setState((choice) => (choice.modelId === modelId ? { modelId: null } : choice));
  }
}

/** The model of a choice that is on its way; null: none is. */
export const useChoice = create<{ readonly modelId: ModelId | null }>(() => ({ modelId: null }));

async function choose(
  model: Pick<Model, "id" | "name">,
  conversationId: string | null,
  anyway: boolean,
): Promise<void> {
  const again = () => void chooseModel(model, conversationId, anyway);
  if (conversationId !== null) {
    const configured = await request("conversations.configure", { conversationId, modelId: model.id });
    if (!configured.ok) {
      reportFailure(configured.error, again);
      return;
    }
  }
  const selected = await request("models.select", { modelId: model.id, anyway });
  if (!selected.ok) {
    reportFailure(selected.error, again, model.name);
  }
}

/** Decides on a load that is held because it would not fit. */
export async function decideHeld(modelId: ModelId, decision: "load" | "again" | "leave"): Promise<void> {
  const result = await request("models.decide", { modelId, decision });
  if (!result.ok) {
    reportFailure(result.error, () => void decideHeld(modelId, decision));
  }
}

/** Changes a model's settings, which apply the next time it is loaded. False: they were not stored. */
export async function configureModel(modelId: ModelId, settings: ModelSettings): Promise<boolean> {
  const before = useModels.getState().modelSettings;
  // Optimistic, so that a change made before the host responds builds on this one.
  useModels.setState({ modelSettings: { ...before, [modelId]: settings } });
  const result = await request("models.configure", { modelId, settings });
  if (!result.ok) {
    useModels.setState({ modelSettings: before });
    reportFailure(result.error, () => void configureModel(modelId, settings));
  }
  return result.ok;
}

export async function unloadModel(): Promise<void> {
  const result = await request("models.unload", {});
  if (!result.ok) {
    reportFailure(result.error, () => void unloadModel());
  }
}

export async function chooseIdleMinutes(unloadAfterMinutes: number | null): Promise<void> {
  const result = await request("settings.update", { unloadAfterMinutes });
  if (!result.ok) {
    reportFailure(result.error, () => void chooseIdleMinutes(unloadAfterMinutes));
  }
}

export async function openModelsFolder(): Promise<void> {
  const result = await request("models.openFolder", {});
  if (!result.ok) {
    reportFailure(result.error, () => void openModelsFolder());
  }
}

function reportFailure(failure: Failure, again: () => void, modelName?: string): void {
  // Not a failure: the user chose another model meanwhile, or declined a load that would not fit.
  if (failure.data.detail === "superseded" || failure.code === "memory-short") {
    return;
  }
  const text = getText();
  const words = describeFailure(failure, text);
  const isLoadFailure = modelName !== undefined && failure.code === "model-load-failed";
  showFailure({
    text: isLoadFailure ? text.models.switchFailed(modelName) : words.title,
    detail: words.detail,
    action: words.action?.kind === "retry" ? { label: words.action.label, perform: again } : undefined,
  });
}
