import { partOf, planMemory } from "../../../shared/models/memory-plan.ts";
import type { PlanFacts } from "../../../shared/models/plan-facts.ts";
import { repackedTypes } from "../../../shared/models/repacked-types.ts";
import type { ContextCase, MeasuredContext, MeasuredModel } from "./measured-memory.ts";

export interface Component {
  readonly name: string;
  readonly plannedBytes: number;
  readonly measuredBytes: number;
}

/** The parts of the plan for a CPU context, next to what llama.cpp allocated for them. */
export function comparePlan(
  facts: PlanFacts,
  context: ContextCase,
  loaded: MeasuredModel,
  took: MeasuredContext,
): readonly Component[] {
  const plan = planMemory(facts, {
    ...context,
    repackedTypes: repackedTypes(process.arch),
    gpuLayers: 0,
    projectorBytes: null,
    drafterBytes: null,
    checkpointBudgetBytes: 0,
  });
  const component = (name: string, plannedBytes: number, measuredBytes: number): Component => ({
    name,
    plannedBytes,
    measuredBytes,
  });
  return [
    component("weights", partOf(plan, "weights").mappedBytes, loaded.mappedBytes),
    component("repacked", partOf(plan, "repacked").privateBytes, loaded.repackedBytes),
    component("global cache", partOf(plan, "global-cache").privateBytes, took.globalCacheBytes),
    component("sliding cache", partOf(plan, "sliding-cache").privateBytes, took.slidingCacheBytes),
    component("compute", partOf(plan, "compute").privateBytes, took.computeBytes + took.outputBytes),
  ];
}

/** The error of the plan, as a share of the measured value. */
export const relativeError = ({ plannedBytes, measuredBytes }: Omit<Component, "name">): number =>
  plannedBytes / measuredBytes - 1;

export function total(components: readonly Component[]): Omit<Component, "name"> {
  return {
    plannedBytes: components.reduce((sum, { plannedBytes }) => sum + plannedBytes, 0),
    measuredBytes: components.reduce((sum, { measuredBytes }) => sum + measuredBytes, 0),
  };
}
