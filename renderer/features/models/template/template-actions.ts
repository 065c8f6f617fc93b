import { defaultModelSettings } from "../../../../shared/models/default-model-settings.ts";
import type { ModelId } from "../../../../shared/models/model.ts";
import { getText } from "../../../i18n/i18n.ts";
import { showNews } from "../../../toasts.ts";
import { configureModel, useModels } from "../models-store.ts";
import { setTemplateDraft, useTemplateDrafts } from "./template-drafts.ts";

/** Saves the text as the model's template; a rejected one stays in the editor. */
export async function saveTemplate(modelId: ModelId, template: string | null): Promise<void> {
  if (!(await store(modelId, template))) return;
  setTemplateDraft(modelId, null);
  const text = getText().template;
  const { engine } = useModels.getState();
  const isLoaded = engine.type === "ready" && engine.modelId === modelId;
  showNews({ text: text.saved, ...(isLoaded && { detail: text.savedDetail }) });
}

/** Uses the model's own template again. What was edited can be restored. */
export async function resetTemplate(modelId: ModelId): Promise<void> {
  const saved = savedTemplate(modelId);
  const draft = useTemplateDrafts.getState()[modelId] ?? null;
  if (saved !== null && !(await store(modelId, null))) return;
  setTemplateDraft(modelId, null);
  const undo = async () => {
    if (saved === null || (await store(modelId, saved))) setTemplateDraft(modelId, draft);
  };
  const { common, template } = getText();
  showNews({ text: template.wasReset, action: { label: common.undo, perform: () => void undo() } });
}

const savedTemplate = (modelId: ModelId) => useModels.getState().modelSettings[modelId]?.chatTemplate ?? null;

async function store(modelId: ModelId, chatTemplate: string | null): Promise<boolean> {
  const settings = useModels.getState().modelSettings[modelId] ?? defaultModelSettings;
  return configureModel(modelId, { ...settings, chatTemplate });
}
