import type { Hardware } from "../../shared/models/hardware.ts";
import { fittingAlternatives } from "../../shared/models/fitting-alternatives.ts";
import {
  configuredModel,
  shortageFor,
  wishFor,
  withFreedMemory,
  type ConfiguredModel,
} from "../../shared/models/load-check.ts";
import type { MemoryShortage } from "../../shared/models/memory-shortage.ts";
import type { Model, ModelId } from "../../shared/models/model.ts";
import type { ModelSettings } from "../../shared/models/model-settings.ts";
import { drafterFitsNow, memoryNeededNow } from "../../shared/models/verdict.ts";
import { readPlanFacts } from "../models/read-plan-facts.ts";
import type { LoadableModel, ModelSource } from "./model-source.ts";

/** A model file with the settings it is loaded with. */
export interface ModelLoad extends ConfiguredModel {
  /** Absolute path of the (first) file. */
  readonly path: string;
}

export interface WantedLoad extends Pick<LoadableModel, "model" | "path"> {
  /** The context length set in a chat; null: as in the model's settings. */
  readonly contextTokens: number | null;
}

/** What would fit after the loaded model has been unloaded. */
export interface CheckLoad {
  /** null: it fits, at least without its drafter, or the planner does not know. */
  shortage(wanted: WantedLoad, loaded: ModelLoad | null): Promise<MemoryShortage | null>;
  /** Whether its drafter fits as well. */
  drafterFits(wanted: WantedLoad, loaded: ModelLoad | null): Promise<boolean>;
}

/** How many other models a shortage names. */
const maxOthers = 2;

export interface MemoryCheckOptions {
  /** The hardware as it is at that moment, with its GPU. */
  readonly hardware: () => Promise<Hardware>;
  readonly models: ModelSource;
  readonly settingsOf: (modelId: ModelId) => ModelSettings;
}

/** Decides whether a load fits, and what would fit instead. No other code does. */
export function memoryCheck({ hardware, models, settingsOf }: MemoryCheckOptions): CheckLoad {
  const configured = (model: Model): ConfiguredModel => configuredModel(model, settingsOf(model.id));

  return {
    async shortage(wanted, loaded) {
      const plan = await planFor(wanted, loaded);
      if (plan === null) return null;
      const { facts, wish, room } = plan;
      const shortage = shortageFor(facts, wish, room);
      if (shortage === null) return null;
      const alternatives = fittingAlternatives(facts, wish, room).filter(
        // The model's settings cannot shorten a context length that is set in the chat.
        (alternative) => wanted.contextTokens === null || !("contextTokens" in alternative),
      );
      return { ...shortage, alternatives, others: await othersThatFit(wanted, room) };
    },
    async drafterFits(wanted, loaded) {
      const plan = await planFor(wanted, loaded);
      return plan !== null && drafterFitsNow(plan.facts, plan.wish, plan.room);
    },
  };

  /** null: the planner does not know. */
  async function planFor(wanted: WantedLoad, loaded: ModelLoad | null) {
    const [facts, computer] = await Promise.all([readPlanFacts(wanted.path), hardware()]);
    if (facts === null) return null;
    const room = loaded === null ? computer : await withoutLoaded(computer, loaded);
    const { settings, ...companions } = configured(wanted.model);
    const contextTokens = wanted.contextTokens ?? settings.contextTokens;
    const wish = wishFor(facts, { settings: { ...settings, contextTokens }, ...companions }, room);
    return { facts, wish, room };
  }

  async function othersThatFit({ model }: WantedLoad, room: Hardware): Promise<MemoryShortage["others"]> {
    const smaller = models
      .list()
      .filter(
        ({ isDemo, state, sizeBytes }) => !isDemo && state.type === "ready" && sizeBytes < model.sizeBytes,
      )
      .sort((a, b) => b.sizeBytes - a.sizeBytes);
    const fitting: ModelId[] = [];
    // One after another: the headers of the rest need not be read.
    for (const other of smaller) {
      const path = models.find(other.id)?.path;
      const facts = path === undefined ? null : await readPlanFacts(path);
      const wish = facts && wishFor(facts, configured(other), room);
      if (facts && wish && shortageFor(facts, wish, room) === null) fitting.push(other.id);
      if (fitting.length === maxOthers) break;
    }
    return fitting;
  }
}

/** The loaded model is unloaded before the next one is loaded. */
async function withoutLoaded(hardware: Hardware, loaded: ModelLoad): Promise<Hardware> {
  const facts = await readPlanFacts(loaded.path);
  return facts === null
    ? hardware
    : withFreedMemory(hardware, memoryNeededNow(facts, wishFor(facts, loaded, hardware), hardware));
}
