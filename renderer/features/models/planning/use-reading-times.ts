import { useMemo } from "react";
import type { MediaCapabilities } from "../../../../shared/media/media-capabilities.ts";
import type { Hardware } from "../../../../shared/models/hardware.ts";
import type { ModelId } from "../../../../shared/models/model.ts";
import type { PlanFacts } from "../../../../shared/models/plan-facts.ts";
import { readingTimes, type ReadingTimes } from "../../../../shared/models/reading-times.ts";
import { usePlanning } from "./planning-store.ts";

export interface PlannedModel extends MediaCapabilities {
  /** null: it is not installed. */
  readonly id: ModelId | null;
  readonly facts: PlanFacts | null;
  readonly projectorBytes: number | null;
}

/** How long a model needs for a page, a photo or a recording on this computer. */
export function useReadingTimes(model: PlannedModel, hardware: Hardware | null): ReadingTimes {
  const { id, facts, projectorBytes, sees, hears } = model;
  const speeds = usePlanning((state) => (id === null ? undefined : state.speeds[id])) ?? null;
  return useMemo(
    () =>
      facts === null || hardware === null
        ? nothingKnown
        : readingTimes({ facts, projectorBytes, speeds, sees, hears }, hardware),
    [facts, hardware, projectorBytes, speeds, sees, hears],
  );
}

const nothingKnown: ReadingTimes = { page: null, photo: null, clip: null, image: () => null };
