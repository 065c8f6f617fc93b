import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { request, type FacetClient } from "../client/facet-client.ts";
import type { CommandContext } from "../command-context.ts";
import { CommandFailure, usageFailure } from "../terminal/command-failure.ts";
import { fetchModel } from "./fetch-model.ts";
import { modelReference } from "./model-reference.ts";
import { modelOfRepository } from "./repository-models.ts";
import { modelsNamed, usableModels, type UsableModel } from "./usable-models.ts";

/**
 * The model that the user named: by its name in the list or its file's name, by a path, or by a repository of
 * the hub. A path is added to the list; what is missing of a repository is downloaded, after saying its size.
 * @throws CommandFailure with what there is instead
 */
export async function findModel(
  context: CommandContext,
  client: FacetClient,
  typed: string,
): Promise<UsableModel> {
  const models = await modelsOf(client);
  const named = modelsNamed(models, typed);
  if (named.length > 0) return theOnly(named, typed);
  const reference = modelReference(typed, existsSync(typed));
  switch (reference.type) {
    case "repository": {
      const { repo, quantization } = reference;
      const there = modelOfRepository(models, repo, quantization);
      if (there !== null) return there;
      const modelId = await fetchModel(context, client, { repo, quantization });
      return listed(await modelsOf(client), modelId);
    }
    case "path": {
      if (!existsSync(typed)) throw usageFailure(`There is no file or folder ${typed}.`);
      const ids = await client.call("models.addPath", { path: resolve(typed) });
      const all = await modelsOf(client);
      return theOnly(
        all.filter(({ id }) => ids.includes(id)),
        typed,
      );
    }
    case "name":
      throw usageFailure(`There is no model named ${typed}. ${whatThereIs(models)}`);
  }
}

/**
 * The same among the models of the list: nothing is added or downloaded.
 * @throws CommandFailure with what there is instead
 */
export async function findListedModel(client: FacetClient, typed: string): Promise<UsableModel> {
  const models = await modelsOf(client);
  const named = modelsNamed(models, typed);
  if (named.length > 0) return theOnly(named, typed);
  const reference = modelReference(typed, false);
  const there =
    reference.type === "repository"
      ? modelOfRepository(models, reference.repo, reference.quantization)
      : null;
  if (there === null) throw usageFailure(`There is no model named ${typed}. ${whatThereIs(models)}`);
  return there;
}

/** The model that the window has chosen for new chats. */
export async function chosenModel(client: FacetClient): Promise<UsableModel> {
  const snapshot = await request(client, "app.snapshot", {});
  const models = usableModels(snapshot);
  const { modelId } = snapshot.settings;
  const chosen = models.find(({ id }) => id === modelId) ?? models[0];
  if (!chosen) throw new CommandFailure("There is no model yet. facet pull REPOSITORY fetches one.");
  return chosen;
}

async function modelsOf(client: FacetClient): Promise<readonly UsableModel[]> {
  return usableModels(await request(client, "app.snapshot", {}));
}

function listed(models: readonly UsableModel[], modelId: string): UsableModel {
  const found = models.find(({ id }) => id === modelId);
  if (!found) throw new CommandFailure(`${modelId} was downloaded, but is not in the list.`);
  return found;
}

function theOnly(found: readonly UsableModel[], typed: string): UsableModel {
  const [first] = found;
  if (!first) throw usageFailure(`There is no model at ${typed}.`);
  if (found.length === 1) return first;
  const ids = found.map(({ id }) => `\n  ${id}`).join("");
  throw usageFailure(`Several models are named ${typed}. Use one of these names:${ids}`);
}

function whatThereIs(models: readonly UsableModel[]): string {
  const names = models.map(({ name }) => `\n  ${name}`).join("");
  return names === "" ? "There are none yet." : `These are there:${names}`;
}
