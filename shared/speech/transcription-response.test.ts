import { expect, it } from "vitest";
import { transcriptionResponse, type TranscriptionFormat } from "./transcription-response.ts";

const transcription = {
  segments: [
    { startMs: 1_200, endMs: 2_600, text: "67#3" },
    { startMs: 4_000, endMs: 5_480, text: "1 < 2" },
  ],
  durationMs: 5_450,
  spoken: "en",
} as const;
const body = (format: TranscriptionFormat) => transcriptionResponse(transcription, format).body;

it("answers in every format of the OpenAI API", () => {
  expect(JSON.parse(body("json"))).toEqual({ text: "67#3 1 < 2", usage: { type: "duration", seconds: 6 } });
  expect(JSON.parse(body("verbose_json"))).toEqual({
    task: "transcribe",
    language: "english",
    duration: 5.45,
    text: "67#3 1 < 2",
    segments: [
      { id: 0, start: 1.2, end: 2.6, text: "67#3" },
      // The clip is padded to whole tokens, beyond the end of the recording.
      { id: 1, start: 4, end: 5.45, text: "1 < 2" },
    ],
    usage: { type: "duration", seconds: 6 },
  });
  expect(body("text")).toBe("67#3\n1 < 2\n");
  expect(body("srt")).toContain("1\n00:00:01,200 --> 00:00:02,600\n67#3\n");
  expect(body("vtt")).toContain("00:00:04.000 --> 00:00:05.480\n1 &lt; 2\n");
});
