import type { Model } from "../../../../shared/models/model.ts";

export const modelFilters = ["all", "sees", "hears", "thinks", "callsTools"] as const;
export type ModelFilter = (typeof modelFilters)[number];

export const modelOrders = ["name", "smallest", "largest"] as const;
export type ModelOrder = (typeof modelOrders)[number];

export interface ModelArrangement {
  /** Words that occur in the name, the file name or the quantization; empty: any. */
  readonly query: string;
  readonly filter: ModelFilter;
  readonly order: ModelOrder;
}

export const wholeList: ModelArrangement = { query: "", filter: "all", order: "name" };

/** The models that an arrangement shows, in its order. By name, the given order is kept. */
export function arrangeModels(
  models: readonly Model[],
  { query, filter, order }: ModelArrangement,
): readonly Model[] {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const shown = models.filter((model) => {
    const text = `${model.name} ${model.fileName} ${model.quantization ?? ""}`.toLocaleLowerCase();
    return hasSkill(model, filter) && words.every((word) => text.includes(word));
  });
  if (order === "name") return shown;
  const sign = order === "smallest" ? 1 : -1;
  return shown.toSorted((a, b) => sign * (a.sizeBytes - b.sizeBytes));
}

function hasSkill({ projector, skills }: Model, filter: ModelFilter): boolean {
  switch (filter) {
    case "all":
      return true;
    case "sees":
    case "hears":
      return projector?.[filter] === true;
    case "thinks":
    case "callsTools":
      return skills[filter];
  }
}
