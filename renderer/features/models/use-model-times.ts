import type { Model } from "../../../shared/models/model.ts";
import type { ReadingTimes } from "../../../shared/models/reading-times.ts";
import { usePlanning } from "./planning/planning-store.ts";
import { useReadingTimes } from "./planning/use-reading-times.ts";

/** How long an installed model needs to take something in. */
export function useModelTimes(model: Model | null): ReadingTimes {
  const id = model?.id ?? null;
  const projector = model?.projector ?? null;
  const facts = usePlanning((state) => (id === null ? null : (state.facts.get(id) ?? null)));
  const hardware = usePlanning((state) => state.hardware);
  const sees = projector?.sees ?? false;
  const hears = projector?.hears ?? false;
  return useReadingTimes({ id, facts, projectorBytes: projector?.sizeBytes ?? null, sees, hears }, hardware);
}
