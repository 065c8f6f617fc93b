import { transcribeRecording } from "../../scripts/soak/recording/transcribe-recording.ts";
import { listener } from "../fixtures/trained-models.ts";
import { expect, test } from "./harness/facet.ts";
import { withTrained } from "./harness/with-trained.ts";

test.use({ beforeStart: withTrained(listener), contextOptions: { reducedMotion: "reduce" } });

/** `npm run soak -- recording` does the same with an hour. */
test("transcribes two minutes exactly although the reply is stopped once and the app is killed once", async ({
  facet,
}) => {
  test.setTimeout(300_000);
  const { clips, breaches } = await transcribeRecording(facet, 2);
  expect(clips.length).toBeGreaterThan(20);
  expect(breaches).toEqual([]);
});
