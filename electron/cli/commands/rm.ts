import { request } from "../client/facet-client.ts";
import type { CommandContext } from "../command-context.ts";
import { findListedModel } from "../models/find-model.ts";
import { CommandFailure, usageFailure } from "../terminal/command-failure.ts";
import { bytesText } from "../terminal/units.ts";

/** `facet rm`: deletes a model of the models folder, and takes any other one off the list. */
export async function rm(
  context: CommandContext,
  name: string,
  { yes = false }: { readonly yes?: boolean },
): Promise<void> {
  const { terminal } = context;
  const client = await context.facet();
  const found = await findListedModel(client, name);
  if (found.type === "remote") throw usageFailure(`${found.name} is on a server, which has to delete it.`);
  const { model } = found;
  if (model.isDemo) throw usageFailure(`${model.name} is a part of Facet.`);
  const isDeleted = model.origin === "own";
  if (isDeleted && !yes) {
    if (!terminal.isInteractive)
      throw usageFailure("Deleting a model needs --yes where nobody can be asked.");
    const { confirm } = await import("@inquirer/prompts");
    const message = `Delete ${model.name} (${bytesText(model.sizeBytes)})?`;
    if (!(await confirm({ message, default: false }))) throw new CommandFailure("Nothing was deleted.");
  }
  const { how } = await request(client, "models.remove", { modelId: model.id });
  // The question before was the time to think again.
  if (how === "deleted") await request(client, "models.purge", { modelId: model.id });
  terminal.print(
    how === "deleted" ? `Deleted ${model.name}` : `Took ${model.name} off the list; its file stays`,
  );
}
