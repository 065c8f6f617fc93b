import { planFacts, type PlanFacts } from "../../../shared/models/plan-facts.ts";
import type { HubClient } from "./hub-client.ts";

/**
 * The facts that the memory planner needs of a model at the hub, from the first 16 MB or so of its files.
 * @returns null when there are no such files, or their headers lack a fact
 * @throws AppError as `HubClient` does
 */
export async function planFactsAtHub(
  client: HubClient,
  {
    repo,
    revision,
    paths,
  }: { readonly repo: string; readonly revision: string; readonly paths: readonly string[] },
): Promise<PlanFacts | null> {
  const { variants } = await client.listing(repo, revision);
  const files = variants.flatMap((variant) => variant.files).filter(({ path }) => paths.includes(path));
  if (files.length < paths.length) {
    return null;
  }
  const headers = files.map((file) => client.header({ repo, revision, path: file.path }, file));
  return planFacts(await Promise.all(headers));
}
