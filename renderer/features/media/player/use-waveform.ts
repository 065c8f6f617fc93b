import { useEffect, useState } from "react";
import type { MediaContent } from "../../../../shared/chat/message-part.ts";
import { audioSampleRate } from "../../../../shared/media/audio-tokens.ts";
import { mediaUrl } from "../../../ipc/private-url.ts";
import { barCount, peakOf, stretchesOf, waveformPath, type Stretch } from "./waveform.ts";

const noSound = waveformPath(new Array<number>(barCount).fill(0));

/** The waveform of the audio that the model receives, as SVG path data; a flat line until it is loaded. */
export function useWaveform({ prepared, durationMs }: MediaContent): string {
  const [path, setPath] = useState(noSound);
  useEffect(() => {
    const gone = new AbortController();
    const read = async () => {
      const clips = prepared.flatMap((piece) =>
        piece.kind === "audio" ? [{ ...piece, startMs: piece.timeMs ?? 0 }] : [],
      );
      const endMs = Math.max(0, ...clips.map(endOf));
      const peaks: number[] = [];
      for (const stretches of stretchesOf(clips, durationMs ?? endMs, barCount)) {
        const each: number[] = [];
        for (const stretch of stretches) each.push(peakOf(await readStretch(stretch, gone.signal)));
        peaks.push(Math.max(0, ...each));
      }
      setPath(waveformPath(peaks));
    };
    // On failure the flat line stays.
    read().catch(() => undefined);
    return () => gone.abort();
  }, [prepared, durationMs]);
  return path;
}

const endOf = ({ startMs, sampleCount }: { readonly startMs: number; readonly sampleCount: number }) =>
  startMs + (sampleCount / audioSampleRate) * 1000;

async function readStretch(
  {
    clip,
    from,
    to,
  }: Stretch<{ readonly hash: string; readonly startMs: number; readonly sampleCount: number }>,
  signal: AbortSignal,
): Promise<Float32Array> {
  const headers = { Range: `bytes=${from * 4}-${to * 4 - 1}` };
  const answer = await fetch(mediaUrl(clip.hash), { headers, signal });
  if (answer.status !== 206) throw new Error(`Could not fetch ${clip.hash}: HTTP ${answer.status}`);
  return new Float32Array(await answer.arrayBuffer());
}
