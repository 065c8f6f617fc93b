import { transcribeRecording } from "../../scripts/soak/recording/transcribe-recording.ts";
import { listener } from "../fixtures/trained-models.ts";
import { expect, test } from "./harness/facet.ts";
import { withTrained } from "./harness/with-trained.ts";

test.use({ beforeStart: withTrained(listener), contextOptions: { reducedMotion: "reduce" } });

/** An hour is `npm run soak -- recording`. */
test("a recording of two minutes is written down to the letter, stopped once and killed once", async ({
  facet,
}) => {
  test.setTimeout(300_000);
  const { said, breaches } = await transcribeRecording(facet, 2);
  expect(said.length).toBeGreaterThan(20);
  expect(breaches).toEqual([]);
});
