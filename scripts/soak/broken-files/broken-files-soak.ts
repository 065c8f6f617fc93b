import { readFile } from "node:fs/promises";
import { attaching } from "../../../tests/e2e/harness/attaching.ts";
import type { Facet } from "../../../tests/e2e/harness/facet.ts";
import { user } from "../../../tests/e2e/harness/user.ts";
import { withTrained } from "../../../tests/e2e/harness/with-trained.ts";
import { reader } from "../../../tests/fixtures/trained-models.ts";
import type { Soak } from "../soak-report.ts";
import { withFacet } from "../with-facet.ts";
import { soakBrokenFiles } from "./soak-broken-files.ts";

export const brokenFilesSoak: Soak = {
  title: "Attaching truncated files and files with flipped bits",
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
          "files that could still be read": sum(read),
          "files refused with a named error": sum(all) - sum(read),
          "longest time for a batch of eight, in s": Math.round(longestBatchMs / 100) / 10,
        },
        rows: Object.entries(outcomes).map(([format, of]) => ({
          format,
          outcomes: Object.entries(of)
            .map(([outcome, times]) => `${outcome} ${times}`)
            .join(" · "),
        })),
        notes: hung.map(
          (name) =>
            `On seed ${name} a decoder hung. It was terminated after a minute, and the other files were processed.`,
        ),
        breaches: [...breaches, ...(await stillWorks(facet))],
      };
    }),
};

/** Checks that the same page still reads a receipt after all damaged files. */
async function stillWorks(facet: Facet): Promise<readonly string[]> {
  const [sample] = reader.samples;
  const files = attaching(facet);
  const { send, replies, replyEnds } = user(facet.page);
  await files.pick({ name: "receipt.png", bytes: await readFile(sample?.path ?? "") });
  await files.settled();
  await send("Read it");
  await replyEnds();
  const reply = await replies.last().innerText();
  return [
    ...(reply.includes(sample?.json ?? "?") ? [] : [`The receipt at the end was read as: ${reply}`]),
    ...facet.troubles.unexpected(),
  ];
}
