import type { Hardware } from "../../shared/models/hardware.ts";
import { shortageFor, wishFor, withFreedMemory } from "../../shared/models/load-check.ts";
import { memoryNeededNow } from "../../shared/models/verdict.ts";
import type { CheckLoad, ModelLoad } from "./model-loader.ts";
import { readPlanFacts } from "../models/read-plan-facts.ts";

/** @param hardware as it is at that moment, with its GPU */
export function loadChecker(hardware: () => Promise<Hardware>): CheckLoad {
  return async (wanted, loaded) => {
    const [facts, computer] = await Promise.all([readPlanFacts(wanted.path), hardware()]);
    if (facts === null) return null;
    const room = loaded === null ? computer : await withoutLoaded(computer, loaded);
    return shortageFor(facts, wishFor(facts, wanted, room), room);
  };
}

async function withoutLoaded(hardware: Hardware, loaded: ModelLoad): Promise<Hardware> {
  const facts = await readPlanFacts(loaded.path);
  return facts === null
    ? hardware
    : withFreedMemory(hardware, memoryNeededNow(facts, wishFor(facts, loaded, hardware), hardware));
}
