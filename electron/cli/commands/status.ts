import { request } from "../client/facet-client.ts";
import type { CommandContext } from "../command-context.ts";
import { usableModels } from "../models/usable-models.ts";
import { bytesText, percentText } from "../terminal/units.ts";
import type { AppSnapshot } from "../../../shared/ipc/contract.ts";
import type { JsonFlags } from "./list.ts";

/** `facet status`: the running Facet; starts nothing. */
export async function status(context: CommandContext, { json = false }: JsonFlags): Promise<void> {
  const { terminal } = context;
  const { home } = context.options;
  const client = await context.runningFacet();
  if (client === null) {
    if (json) terminal.print(JSON.stringify({ running: false, home }, null, 2));
    else terminal.print(`Facet is not running. Commands start what they need.\nData folder   ${home}`);
    return;
  }
  const { host } = client;
  const snapshot = await request(client, "app.snapshot", {});
  const { engine, downloads } = snapshot;
  if (json) {
    terminal.print(JSON.stringify({ running: true, home, ...host, engine, downloads }, null, 2));
    return;
  }
  terminal.print(`Facet ${host.version} is running: ${kinds[host.kind]}, process ${host.pid}`);
  terminal.print(`Data folder   ${home}`);
  terminal.print(`Model         ${engineText(snapshot)}`);
  for (const { name, state, doneBytes, sizeBytes } of downloads) {
    terminal.print(
      `Download      ${name}: ${state.type}, ${percentText(doneBytes / sizeBytes)} of ${bytesText(sizeBytes)}`,
    );
  }
}

const kinds = { desktop: "the app", browser: "in a browser", command: "for another command" } as const;

function engineText({ engine, models, servers }: AppSnapshot): string {
  const nameOf = (id: string) =>
    usableModels({ models, servers }).find((model) => model.id === id)?.name ?? id;
  switch (engine.type) {
    case "idle":
      return "none is loaded";
    case "loading":
      return `${nameOf(engine.modelId)} is loading, ${percentText(engine.progress)}`;
    case "held":
      return `${nameOf(engine.modelId)} waits for a decision in the window: it does not fit into free memory`;
    case "ready":
      return `${nameOf(engine.modelId)}, context of ${engine.contextSizeTokens} tokens`;
    case "failed":
      return `${engine.modelId === null ? "it" : nameOf(engine.modelId)} could not be loaded`;
  }
}
