import { speedText } from "../../../shared/doctor/check-text.ts";
import { defaultModelSettings } from "../../../shared/models/default-model-settings.ts";
import { configuredModel, wishFor } from "../../../shared/models/load-check.ts";
import type { Model, ModelCompanion } from "../../../shared/models/model.ts";
import type { ModelSettings } from "../../../shared/models/model-settings.ts";
import { verdictFor, type Verdict } from "../../../shared/models/verdict.ts";
import { request } from "../client/facet-client.ts";
import type { CommandContext } from "../command-context.ts";
import { findListedModel } from "../models/find-model.ts";
import { printable } from "../terminal/printable.ts";
import { bytesText } from "../terminal/units.ts";
import { takesOf, type JsonFlags } from "./list.ts";

/** `facet show`: one model, and how it would run here. */
export async function show(
  context: CommandContext,
  name: string,
  { json = false }: JsonFlags,
): Promise<void> {
  const { terminal } = context;
  const client = await context.facet();
  const found = await findListedModel(client, name);
  if (found.type === "remote") {
    const { id, model, server } = found;
    const facts = { id, name: found.name, server: server.name, url: server.url, takes: takesOf(found) };
    printFacts(context, json, facts, [
      ["Name", found.name],
      ["Server", `${server.name} (${server.url})`],
      ["Takes", takesOf(found).join(", ")],
      ["Context", model.contextSizeTokens === null ? "unknown" : `${model.contextSizeTokens} tokens`],
    ]);
    return;
  }
  const { model } = found;
  const [plan, hardware, { settings }] = await Promise.all([
    request(client, "models.plan", { modelId: model.id }),
    request(client, "hardware.get", {}),
    request(client, "app.snapshot", {}),
  ]);
  const configured = configuredModel(model, settings.modelSettings[model.id] ?? defaultModelSettings);
  const verdict = plan === null ? null : verdictFor(plan, wishFor(plan, configured, hardware), hardware);
  printFacts(context, json, { ...model, verdict }, [
    ["Name", model.name],
    ["Id", model.id],
    ["File", model.fileName],
    ["Size", bytesText(model.sizeBytes)],
    ["Quantisation", model.quantization ?? "unknown"],
    ["Architecture", model.architecture],
    ["Context", model.contextLength === null ? "unknown" : `up to ${model.contextLength} tokens`],
    ["Takes", takesOf(found).join(", ")],
    ["Projector", companionText(model.projector)],
    ["Drafter", drafterText(model, configured.settings)],
    ["Here", verdict === null ? "cannot be estimated" : verdictText(verdict)],
  ]);
  terminal.progress(null);
}

function companionText(companion: ModelCompanion | null): string {
  return companion === null ? "none" : `${companion.fileName} (${bytesText(companion.sizeBytes)})`;
}

function drafterText({ drafter }: Model, { usesDrafter }: ModelSettings): string {
  return `${companionText(drafter)}${drafter !== null && !usesDrafter ? ", switched off" : ""}`;
}

function printFacts(
  { terminal }: CommandContext,
  isJson: boolean,
  facts: object,
  rows: readonly (readonly [string, string])[],
): void {
  if (isJson) {
    terminal.print(JSON.stringify(facts, null, 2));
    return;
  }
  for (const [label, value] of rows) {
    terminal.print(`${terminal.styled("bold", label.padEnd(14))}${printable(value)}`);
  }
}

/** How a model would run on this computer. */
export function verdictText({ word, neededBytes, haveBytes, tokensPerSecond }: Verdict): string {
  const memory = `needs about ${bytesText(neededBytes)} of ${bytesText(haveBytes)} of memory`;
  const speed = tokensPerSecond === null ? "" : `, about ${speedText(tokensPerSecond)} tokens a second`;
  const words = { well: "runs well", slowly: "runs slowly", "too-big": "is too big" } as const;
  return `${words[word]}: ${memory}${speed}`;
}
