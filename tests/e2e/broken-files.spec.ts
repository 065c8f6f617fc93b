import { soakBrokenFiles } from "../../scripts/soak/broken-files/soak-broken-files.ts";
import { reader } from "../fixtures/trained-models.ts";
import { expect, test } from "./harness/facet.ts";
import { withTrained } from "./harness/with-trained.ts";

test.use({ beforeStart: withTrained(reader) });

/** A sample of the files of `npm run soak -- broken-files`. */
test("reads or refuses truncated files and files with flipped bits, without affecting other files", async ({
  facet,
}) => {
  test.setTimeout(300_000);
  const options = { count: 40, seed: 2_000, onProgress: () => undefined };
  const { outcomes, breaches } = await soakBrokenFiles(facet.page, options);
  expect(breaches).toEqual([]);
  // Proves that the sample is useful: some of its files are refused, and others can be read.
  const all = Object.values(outcomes).flatMap((of) => Object.keys(of));
  expect(all).toEqual(expect.arrayContaining(["ready", "Can’t be read"]));
});
