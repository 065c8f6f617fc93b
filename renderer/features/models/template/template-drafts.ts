import { create } from "zustand";
import type { ModelId } from "../../../../shared/models/model.ts";
import { persistedEntries } from "../../../persisted-entries.ts";

type TemplateDrafts = Readonly<Record<ModelId, string>>;

const persisted = persistedEntries({
  storageKey: "facet.template-drafts",
  maxCharacters: 800_000,
  isValue: (stored) => typeof stored === "string",
  current: (): TemplateDrafts => useTemplateDrafts.getState(),
});

/** Edited chat templates that are not saved, by model. They survive closing the settings and a reload. */
export const useTemplateDrafts = create<TemplateDrafts>(() => persisted.read());

/** @param draft null: nothing is unsaved */
export function setTemplateDraft(modelId: ModelId, draft: string | null): void {
  const { [modelId]: _, ...others } = useTemplateDrafts.getState();
  useTemplateDrafts.setState(draft === null ? others : { ...others, [modelId]: draft }, true);
  persisted.changed(modelId);
}
