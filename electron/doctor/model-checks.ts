import { speedText } from "../../shared/doctor/check-text.ts";
import type { Check } from "../../shared/doctor/doctor-report.ts";
import { configuredModel, wishFor } from "../../shared/models/load-check.ts";
import type { Model, ModelId } from "../../shared/models/model.ts";
import { verdictFor, type Verdict } from "../../shared/models/verdict.ts";
import type { LoadableModel } from "../inference/model-source.ts";
import { readPlanFacts } from "../models/read-plan-facts.ts";
import { generationChecks } from "./generation-checks.ts";
import { gigabytes } from "./gigabytes.ts";
import type { ModelServices } from "./model-services.ts";
import { loadCheck } from "./load-check.ts";
import { mediaChecks } from "./media-checks.ts";
import { toolCheck } from "./tool-check.ts";

/** The self-test of a local model. Where it cannot be loaded, the rest is left out. */
export async function* modelChecks(
  services: ModelServices,
  modelId: ModelId,
  signal: AbortSignal,
): AsyncGenerator<Check> {
  const found = services.models.find(modelId);
  if (found?.model.state.type !== "ready") {
    yield { name: "model", state: "failed", detail: `its file is ${found?.model.state.type ?? "missing"}` };
    return;
  }
  const { model } = found;
  yield { name: "model", state: "ok", detail: modelText(model) };
  const verdict = await planOf(services, found).catch(() => null);
  yield verdict === null
    ? { name: "plan", state: "warning", detail: "its header lacks facts: memory and speed are not known" }
    : { name: "plan", state: verdict.word === "too-big" ? "warning" : "ok", detail: planText(verdict) };
  let isLoaded = false;
  for await (const check of loadCheck(services, model, verdict, signal)) {
    yield check;
    isLoaded ||= check.name === "load" && check.state === "ok";
  }
  if (!isLoaded) return;
  yield* generationChecks(services, model, verdict, signal);
  yield* mediaChecks(services, model, signal);
  yield await toolCheck(services, model, signal);
}

async function planOf(services: ModelServices, { model, path }: LoadableModel): Promise<Verdict | null> {
  const facts = await readPlanFacts(path);
  if (facts === null) return null;
  const hardware = await services.hardware.measured();
  const configured = configuredModel(model, services.settingsOf(model.id));
  return verdictFor(facts, wishFor(facts, configured, hardware), hardware);
}

function modelText({ name, architecture, quantization, sizeBytes, projector }: Model): string {
  const media =
    projector === null
      ? "no projector"
      : [...(projector.sees ? ["images"] : []), ...(projector.hears ? ["audio"] : [])].join(", ");
  return `${name}, ${architecture} ${quantization ?? ""}, ${gigabytes(sizeBytes)}, ${media}`;
}

function planText({ word, neededBytes, tokensPerSecond }: Verdict): string {
  const speed = tokensPerSecond === null ? "speed unknown" : `${speedText(tokensPerSecond)} tokens a second`;
  return `${gigabytes(neededBytes)}, ${speed}: ${word}`;
}
