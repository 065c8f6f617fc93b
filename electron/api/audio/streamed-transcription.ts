import type { TranscriptSegment } from "../../../shared/speech/transcript.ts";
import type { FileTranscript } from "../../tasks/file-tasks.ts";
import type { SentEvent } from "../http/api-reply.ts";

type Transcribe = (onSegment: (segment: TranscriptSegment) => void) => Promise<FileTranscript>;

/** OpenAI's events for a streamed transcription: the text of each clip as soon as it is known, then all of it. */
export async function* streamedTranscription(transcribe: Transcribe): AsyncGenerator<SentEvent> {
  const waiting: string[] = [];
  let wake: () => void = () => undefined;
  let isDone = false;
  const transcribing = transcribe(({ text }) => {
    if (text !== "") waiting.push(text);
    wake();
  }).finally(() => {
    isDone = true;
    wake();
  });
  // It is awaited below; until then a failure is not an unhandled one.
  transcribing.catch(() => undefined);
  let hasText = false;
  while (!isDone || waiting.length > 0) {
    const text = waiting.shift();
    if (text === undefined) {
      await new Promise<void>((resolve) => (wake = resolve));
      continue;
    }
    const delta = hasText ? ` ${text}` : text;
    hasText = true;
    yield { event: "transcript.text.delta", data: { type: "transcript.text.delta", delta } };
  }
  const { segments, promptTokens, generatedTokens } = await transcribing;
  const text = segments.map((segment) => segment.text).join(" ");
  yield {
    event: "transcript.text.done",
    data: {
      type: "transcript.text.done",
      text,
      usage: {
        type: "tokens",
        input_tokens: promptTokens,
        output_tokens: generatedTokens,
        total_tokens: promptTokens + generatedTokens,
      },
    },
  };
}
