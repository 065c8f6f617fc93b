import { withTrained } from "../../../tests/e2e/harness/with-trained.ts";
import { listener } from "../../../tests/fixtures/trained-models.ts";
import type { Soak } from "../soak-report.ts";
import { withFacet } from "../with-facet.ts";
import { transcribeRecording, type TranscribedRecording } from "./transcribe-recording.ts";

/**
 * Allowed memory growth of each process for a recording six times as long: names, numbers and text grow,
 * audio must not.
 */
const mostGrowthMb = 100;

export const recordingSoak: Soak = {
  title: "Transcribing a long recording, stopped once and killed once (counted in minutes)",
  count: 60,
  async run({ count, onProgress }) {
    const transcribe = (minutes: number, onPart?: (part: number) => void) =>
      withFacet(withTrained(listener), (facet) => transcribeRecording(facet, minutes, onPart));
    const short = await transcribe(Math.max(1, count / 6));
    const long = await transcribe(count, (part) => onProgress((part * count) / (count * 12.6)));
    const grown = Object.entries(long.peakMb)
      .map(([name, mb]) => [name, mb - short.peakMb[name as keyof typeof short.peakMb]] as const)
      .filter(([, mb]) => mb > mostGrowthMb);
    return {
      facts: {
        "transcribed parts": long.clips.length,
        "time until it could be sent, in s": Math.round(long.preparedMs / 1000),
        "time until the transcript was complete, in s": Math.round(long.writtenMs / 1000),
      },
      rows: [row(`${count / 6} minutes`, short), row(`${count} minutes`, long)],
      breaches: [
        ...short.breaches,
        ...long.breaches,
        ...grown.map(([name, mb]) => `The longer recording took ${Math.round(mb)} MB more in: ${name}`),
      ],
    };
  },
};

function row(recording: string, { peakMb }: TranscribedRecording) {
  return {
    recording,
    "page, workers included, peak MB": Math.round(peakMb.page),
    "main process, peak MB": Math.round(peakMb.main),
    "engine, peak MB": Math.round(peakMb.engine),
  };
}
