import { readFile } from "node:fs/promises";
import { attaching } from "../../../tests/e2e/harness/attaching.ts";
import type { Facet } from "../../../tests/e2e/harness/facet.ts";
import { person } from "../../../tests/e2e/harness/user.ts";
import { withTrained } from "../../../tests/e2e/harness/with-trained.ts";
import { reader } from "../../../tests/fixtures/trained-models.ts";
import type { Soak } from "../soak-report.ts";
import { withFacet } from "../with-facet.ts";
import { soakBrokenFiles } from "./soak-broken-files.ts";

export const brokenFilesSoak: Soak = {
  title: "Attaching files that are cut short or have bits flipped",
  count: 500,
  run: (options) =>
    withFacet(withTrained(reader), async (facet) => {
      const { outcomes, longestBatchMs, hung, breaches } = await soakBrokenFiles(facet.page, options);
      const all = Object.values(outcomes).flatMap((of) => Object.entries(of));
      const read = all.filter(([outcome]) => outcome === "ready" || outcome === "choosing");
      const sum = (entries: readonly (readonly [string, number])[]) =>
        entries.reduce((total, [, times]) => total + times, 0);
      return {
        facts: {
          "files that could be read all the same": sum(read),
          "files that were refused with a name": sum(all) - sum(read),
          "longest that eight of them took, in s": Math.round(longestBatchMs / 100) / 10,
        },
        rows: Object.entries(outcomes).map(([format, of]) => ({
          format,
          "what came of it": Object.entries(of)
            .map(([outcome, times]) => `${outcome} ${times}`)
            .join(" · "),
        })),
        notes: hung.map(
          (name) => `On seed ${name} a decoder hung. It was given up after a minute, and the others went on.`,
        ),
        breaches: [...breaches, ...(await stillWorks(facet))],
      };
    }),
};

/** After all of it, on the same page: a receipt is read. */
async function stillWorks(facet: Facet): Promise<readonly string[]> {
  const [sample] = reader.samples;
  const files = attaching(facet);
  const { send, replies, replyEnds } = person(facet.page);
  await files.pick({ name: "receipt.png", bytes: await readFile(sample?.path ?? "") });
  await files.settled();
  await send("Read it");
  await replyEnds();
  const reply = await replies.last().innerText();
  return [
    ...(reply.includes(sample?.json ?? "?") ? [] : [`A receipt at the end is read as: ${reply}`]),
    ...facet.troubles.unexpected(),
  ];
}
