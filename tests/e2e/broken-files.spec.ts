import { soakBrokenFiles } from "../../scripts/soak/broken-files/soak-broken-files.ts";
import { reader } from "../fixtures/trained-models.ts";
import { expect, test } from "./harness/facet.ts";
import { withTrained } from "./harness/with-trained.ts";

test.use({ beforeStart: withTrained(reader) });

/** The whole is `npm run soak -- broken-files`. */
test("files that are cut short or have bits flipped are read or refused by name, and harm nothing beside them", async ({
  facet,
}) => {
  test.setTimeout(300_000);
  const options = { count: 40, seed: 2_000, onProgress: () => undefined };
  const { outcomes, breaches } = await soakBrokenFiles(facet.page, options);
  expect(breaches).toEqual([]);
  // The sample is worth something: some are refused, and some can be read all the same.
  const all = Object.values(outcomes).flatMap((of) => Object.keys(of));
  expect(all).toEqual(expect.arrayContaining(["ready", "Can’t be read"]));
});
