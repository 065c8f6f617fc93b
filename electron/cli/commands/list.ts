import type { CommandContext } from "../command-context.ts";
import { request } from "../client/facet-client.ts";
import { usableModels, type UsableModel } from "../models/usable-models.ts";
import { printable } from "../terminal/printable.ts";
import { tableText } from "../terminal/table-text.ts";
import { bytesText } from "../terminal/units.ts";

export interface JsonFlags {
  readonly json?: boolean;
}

/** `facet list`: the models that the other commands can name. */
export async function list(
  context: CommandContext,
  { json = false, names = false }: JsonFlags & { readonly names?: boolean },
): Promise<void> {
  const { terminal } = context;
  const snapshot = await request(await context.facet(), "app.snapshot", {});
  const models = usableModels(snapshot);
  if (json) {
    terminal.print(JSON.stringify(models.map(asJson), null, 2));
    return;
  }
  if (names) {
    for (const { name } of models) terminal.print(printable(name));
    return;
  }
  const rows = models.map((model) => [
    model.name,
    takesOf(model).join(", "),
    model.type === "local" ? bytesText(model.model.sizeBytes) : "",
    stateOf(model),
  ]);
  terminal.print(tableText(["NAME", "TAKES", "SIZE", "WHERE"], rows));
}

export function takesOf(model: UsableModel): readonly string[] {
  const { sees, hears } = model.type === "local" ? (model.model.projector ?? blind) : model.model;
  return ["text", ...(sees ? ["images"] : []), ...(hears ? ["audio"] : [])];
}

const blind = { sees: false, hears: false };

function stateOf(model: UsableModel): string {
  if (model.type === "remote") return `on ${model.server.name}`;
  const { state, isDemo, origin } = model.model;
  if (state.type === "incomplete") return "incomplete file";
  if (state.type === "unreadable") return "unreadable file";
  if (isDemo) return "built in";
  return origin === "own" ? "models folder" : places[origin];
}

const places = {
  huggingface: "Hugging Face cache",
  "lm-studio": "LM Studio",
  ollama: "Ollama",
  "llama.cpp": "llama.cpp cache",
  jan: "Jan",
  added: "added",
} as const;

function asJson(model: UsableModel) {
  const { id, name, type } = model;
  if (model.type === "remote") {
    return { id, name, type, server: model.server.name, takes: takesOf(model) };
  }
  const { fileName, sizeBytes, quantization, architecture, contextLength, origin, state } = model.model;
  return {
    id,
    name,
    type,
    fileName,
    sizeBytes,
    quantization,
    architecture,
    contextLength,
    origin,
    takes: takesOf(model),
    state: state.type,
  };
}
