import { planFacts, type PlanFacts } from "../../../shared/models/plan-facts.ts";
import type { HubClient } from "./hub-client.ts";

/**
 * What the memory planner needs of a model at the hub, from the first bytes of its files; about 16 MB, and no more.
 * @returns null where there are no such files, or their headers say too little
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
