import type { CommandContext } from "../command-context.ts";
import { request, type FacetClient } from "../client/facet-client.ts";
import { CommandFailure } from "../terminal/command-failure.ts";
import { findModel } from "./find-model.ts";
import { usableModels, type UsableModel } from "./usable-models.ts";

const words = { sees: "images", hears: "audio" } as const;

/**
 * The model for a task: the named one; else the one that is chosen in the window, or the first in the list,
 * that takes such files.
 * @throws CommandFailure
 */
export async function ableModel(
  context: CommandContext,
  client: FacetClient,
  ability: keyof typeof words,
  typed: string | undefined,
): Promise<UsableModel> {
  const model =
    typed === undefined ? await firstAble(client, ability) : await findModel(context, client, typed);
  if (model !== undefined && hasAbility(model, ability)) return model;
  throw new CommandFailure(
    model === undefined
      ? `No model here takes ${words[ability]}. facet pull unsloth/gemma-4-E2B-it-GGUF:Q8_0 fetches one that does.`
      : `${model.name} does not take ${words[ability]}. facet list shows which models do.`,
  );
}

async function firstAble(client: FacetClient, ability: keyof typeof words): Promise<UsableModel | undefined> {
  const snapshot = await request(client, "app.snapshot", {});
  // The demo model knows nothing but its samples, so it has to be asked for by name.
  const able = usableModels(snapshot).filter(
    (model) => hasAbility(model, ability) && !(model.type === "local" && model.model.isDemo),
  );
  return able.find(({ id }) => id === snapshot.settings.modelId) ?? able[0];
}

function hasAbility(model: UsableModel, ability: keyof typeof words): boolean {
  return model.type === "remote" ? model.model[ability] : model.model.projector?.[ability] === true;
}
