import { longestClipSamples, samplesPerToken } from "../../../shared/media/audio-tokens.ts";
import type { SeededRandom } from "../seeded-random.ts";

const longestSide = 10_000;

/** From 1 × 1 to 10,000 × 10,000: photos, icons, panoramas and strips, portrait and landscape. */
export function randomSize(random: SeededRandom): readonly [widthPx: number, heightPx: number] {
  const upTo = (most: number) => 1 + Math.floor(random.below(most));
  const long = upTo(longestSide);
  const short = random.pick([
    () => upTo(longestSide),
    () => upTo(longestSide),
    () => Math.max(1, Math.floor(long / (4 + random.below(20)))),
    () => upTo(12),
  ])();
  const [width, height] = random.pick([
    [long, short],
    [long, short],
    [upTo(500), upTo(500)],
  ] as const);
  return random.below(1) < 0.5 ? [width, height] : [height, width];
}

/** From one token to 30 seconds, in whole tokens or not. */
export function randomSampleCount(random: SeededRandom): number {
  return samplesPerToken + Math.floor(random.below(longestClipSamples - samplesPerToken + 1));
}
