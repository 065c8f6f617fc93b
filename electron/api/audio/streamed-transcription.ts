import type { TranscriptSegment } from "../../../shared/speech/transcript.ts";
import type { FileTranscript } from "../../tasks/file-tasks.ts";
import type { SentEvent } from "../http/api-reply.ts";

type Transcribe = (onSegment: (segment: TranscriptSegment) => void) => Promise<FileTranscript>;

/** OpenAI's events for a streamed transcription: the text of each clip as soon as it is known, then all of it. */
export async function* streamedTranscription(transcribe: Transcribe): AsyncGenerator<SentEvent> {
  const texts: string[] = [];
  let arrived = Promise.withResolvers<"arrived">();
  const transcribing = transcribe(({ text }) => {
    if (text !== "") texts.push(text);
    arrived.resolve("arrived");
  });
  const ended = transcribing.then(
    () => "ended" as const,
    () => "ended" as const,
  );
  let sentCount = 0;
  for (let hasEnded = false; !hasEnded || sentCount < texts.length;) {
    if (sentCount === texts.length) {
      arrived = Promise.withResolvers();
      hasEnded = (await Promise.race([arrived.promise, ended])) === "ended";
      continue;
    }
    const delta = (sentCount === 0 ? "" : " ") + (texts[sentCount] ?? "");
    sentCount += 1;
    yield { event: "transcript.text.delta", data: { type: "transcript.text.delta", delta } };
  }
  const { promptTokens, generatedTokens } = await transcribing;
  const usage = {
    type: "tokens",
    input_tokens: promptTokens,
    output_tokens: generatedTokens,
    total_tokens: promptTokens + generatedTokens,
  };
  const done = { type: "transcript.text.done", text: texts.join(" "), usage };
  yield { event: "transcript.text.done", data: done };
}
