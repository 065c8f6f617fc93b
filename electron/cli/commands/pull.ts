import { request } from "../client/facet-client.ts";
import type { CommandContext } from "../command-context.ts";
import { fetchModel } from "../models/fetch-model.ts";
import { modelReference } from "../models/model-reference.ts";
import { modelOfRepository } from "../models/repository-models.ts";
import { usableModels } from "../models/usable-models.ts";
import { usageFailure } from "../terminal/command-failure.ts";
import type { JsonFlags } from "./list.ts";

export interface PullFlags extends JsonFlags {
  /** `--no-drafter`: false. */
  readonly drafter?: boolean;
}

/** `facet pull`: downloads a model of the hub with its projector and drafter. */
export async function pull(
  context: CommandContext,
  typed: string,
  { json = false, drafter: withDrafter = true }: PullFlags,
): Promise<void> {
  const { terminal } = context;
  const reference = modelReference(typed, false);
  if (reference.type !== "repository") {
    throw usageFailure(`${typed} names no repository. Write OWNER/REPOSITORY:QUANTISATION.`);
  }
  const { repo, quantization } = reference;
  const client = await context.facet();
  const listed = async () => usableModels(await request(client, "app.snapshot", {}));
  const there = modelOfRepository(await listed(), repo, quantization);
  if (there !== null) terminal.note(`${there.name} is on this computer already.`);
  const id = there?.id ?? (await fetchModel(context, client, { repo, quantization, withDrafter }));
  if (json) terminal.print(JSON.stringify((await listed()).find((model) => model.id === id)?.model, null, 2));
}
