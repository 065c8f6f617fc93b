import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { request } from "../client/facet-client.ts";
import type { CommandContext } from "../command-context.ts";
import { modelfilePath } from "../models/modelfile-path.ts";
import { usableModels } from "../models/usable-models.ts";
import { CommandFailure, usageFailure } from "../terminal/command-failure.ts";
import type { JsonFlags } from "./list.ts";

/** `facet add`: lists a file, the models of a folder, or what a Modelfile names; they are used in place. */
export async function add(
  context: CommandContext,
  typed: string,
  { json = false }: JsonFlags,
): Promise<void> {
  const { terminal } = context;
  if (!existsSync(typed)) throw usageFailure(`There is no file or folder ${typed}.`);
  const path = (await modelfilePath(resolve(typed))) ?? resolve(typed);
  const client = await context.facet();
  const ids = await client.call("models.addPath", { path });
  if (ids.length === 0) throw new CommandFailure(`There is no model in ${path}.`);
  const models = usableModels(await request(client, "app.snapshot", {}));
  const added = models.filter(({ id }) => ids.includes(id));
  if (json)
    terminal.print(
      JSON.stringify(
        added.map(({ model }) => model),
        null,
        2,
      ),
    );
  else for (const { name } of added) terminal.print(`Added ${name}`);
}
