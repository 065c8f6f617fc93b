import { expect, it } from "vitest";
import { noDrafting, type DraftSourceState } from "../../../../shared/inference/drafting.ts";
import type { EngineState } from "../../../../shared/models/engine-state.ts";
import { catalogs } from "../../../i18n/i18n.ts";
import { describeDrafter } from "./describe-drafter.ts";

const ready = (drafter: DraftSourceState, isDrafterLeftOut = false): EngineState => ({
  type: "ready",
  modelId: "a",
  contextSizeTokens: 8,
  media: { sees: false, hears: false, problem: null },
  drafting: { ...noDrafting, drafter },
  isDrafterLeftOut,
});
const measured = { acceptanceRate: 0.314, speedup: 1.37 };
const problem = { code: "drafter-off", message: "", data: { reason: "drafter-mismatch" } } as const;

it.each<readonly [EngineState, boolean, RegExp]>([
  [ready({ type: "on", measured }), false, /^It is not used/],
  [{ type: "idle" }, true, /next time the model is loaded/],
  [{ ...ready({ type: "on", measured }), modelId: "b" } as EngineState, true, /next time/],
  [ready({ type: "none" }, true), true, /does not fit into free memory/],
  [ready({ type: "unavailable", problem }), true, /belongs to another model/],
  [ready({ type: "on", measured: null }), true, /is in use/],
  [ready({ type: "on", measured }), true, /accepts 31\s?% .* 1\.4 times/],
  [ready({ type: "paused", reason: "low-acceptance", measured }), true, /switched itself off.* only 31\s?%/],
  [ready({ type: "paused", reason: "slow-verification", measured }), true, /longer than it saves/],
])("tells of %j, with the drafter wanted: %s", (engine, usesDrafter, expected) => {
  const { en } = catalogs;
  expect(describeDrafter({ id: "a" }, engine, { usesDrafter }, en, "en")).toMatch(expected);
});
