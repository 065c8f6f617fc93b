import { create } from "zustand";
import type { Catalog } from "../../../../shared/models/catalog.ts";
import type { Hardware } from "../../../../shared/models/hardware.ts";
import type { ModelId } from "../../../../shared/models/model.ts";
import type { SpeedsByModel } from "../../../../shared/models/model-speeds.ts";
import type { PlanFacts } from "../../../../shared/models/plan-facts.ts";
import { request } from "../../../ipc/client.ts";

/** The inputs of verdicts, which the page computes itself so that they follow the slider immediately. */
export interface PlanningState {
  /** null while unknown. */
  readonly hardware: Hardware | null;
  readonly catalog: Catalog | null;
  /** Facts about installed models; null if the file does not contain them. */
  readonly facts: ReadonlyMap<ModelId, PlanFacts | null>;
  /**
   * Whether the speed of this computer is still being measured: verdicts that depend on it are not shown until
   * it is known, so that none changes under the pointer.
   */
  readonly isMeasuring: boolean;
  /** The context length assumed for models without one in their settings. */
  readonly contextTokens: number;
  /** What replies took so far, as it was when the page was opened: no number changes while it is looked at. */
  readonly speeds: SpeedsByModel;
}

export const usePlanning = create<PlanningState>(() => ({
  hardware: null,
  catalog: null,
  facts: new Map(),
  isMeasuring: true,
  contextTokens: 8_192,
  speeds: {},
}));

/** A busy computer is not measured: verdicts then follow from memory alone. */
const longestMs = 10_000;
let giveUpMeasuring: number | null = null;

/** Called before verdicts are shown, because free memory and disk space change. */
export async function loadPlanning(): Promise<void> {
  giveUpMeasuring ??= window.setTimeout(() => usePlanning.setState({ isMeasuring: false }), longestMs);
  const [, speeds, catalog] = await Promise.all([
    loadHardware(),
    request("hardware.speeds", {}),
    usePlanning.getState().catalog === null ? request("catalog.get", {}) : null,
  ]);
  if (speeds.ok) usePlanning.setState({ speeds: speeds.value });
  if (catalog?.ok) {
    usePlanning.setState({ catalog: catalog.value });
  }
}

/** Fetches the current hardware state; null if the request fails. */
async function loadHardware(): Promise<Hardware | null> {
  const hardware = await request("hardware.get", {});
  if (!hardware.ok) {
    return null;
  }
  usePlanning.setState(({ isMeasuring }) => ({
    hardware: hardware.value,
    isMeasuring: isMeasuring && hardware.value.bandwidthBytesPerSecond === null,
  }));
  return hardware.value;
}

/** What was found in the background. Once verdicts are shown, their speeds stay until the page is opened again. */
export function receiveHardware(hardware: Hardware): void {
  usePlanning.setState(({ hardware: shown, isMeasuring }) => {
    if (shown !== null && !isMeasuring) {
      const { bandwidthBytesPerSecond, operationsPerSecond } = shown;
      return { hardware: { ...hardware, bandwidthBytesPerSecond, operationsPerSecond } };
    }
    return { hardware, isMeasuring: isMeasuring && hardware.bandwidthBytesPerSecond === null };
  });
}

/** Fetches the facts that are not known yet. */
export async function loadFacts(modelIds: readonly ModelId[]): Promise<void> {
  const unknown = modelIds.filter((modelId) => !usePlanning.getState().facts.has(modelId));
  await Promise.all(unknown.map((modelId) => factsOf(modelId)));
}

async function factsOf(modelId: ModelId): Promise<PlanFacts | null> {
  const known = usePlanning.getState().facts.get(modelId);
  if (known !== undefined) {
    return known;
  }
  const plan = await request("models.plan", { modelId });
  if (!plan.ok) {
    return null;
  }
  usePlanning.setState(({ facts }) => ({ facts: new Map(facts).set(modelId, plan.value) }));
  return plan.value;
}

export function chooseContext(contextTokens: number): void {
  usePlanning.setState({ contextTokens });
}
