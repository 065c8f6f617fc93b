import { useEffect, useState } from "react";
import type { MediaPart } from "../../../../shared/chat/message.ts";
import { mediaUrl } from "../../../../shared/media/media-url.ts";
import { peaksOf, waveformPath } from "./waveform.ts";

export const barCount = 96;
const noSound = waveformPath(new Array<number>(barCount).fill(0));

/** Drawn from what the model hears; a flat line until it is there. */
export function useWaveform({ prepared }: MediaPart): string {
  const [path, setPath] = useState(noSound);
  useEffect(() => {
    const gone = new AbortController();
    const clips = prepared.filter((piece) => piece.kind === "audio");
    const total = clips.reduce((sum, { sampleCount }) => sum + sampleCount, 0);
    const read = async () => {
      const peaks: number[] = [];
      for (const [at, { hash, sampleCount }] of clips.entries()) {
        const answer = await fetch(mediaUrl(hash), { signal: gone.signal });
        if (!answer.ok) return;
        const samples = new Float32Array(await answer.arrayBuffer());
        const isLast = at === clips.length - 1;
        const bars = isLast ? barCount - peaks.length : Math.round((sampleCount / total) * barCount);
        peaks.push(...peaksOf(samples, Math.max(0, bars)));
      }
      setPath(waveformPath(peaks));
    };
    // It goes on as a line.
    read().catch(() => undefined);
    return () => gone.abort();
  }, [prepared]);
  return path;
}
