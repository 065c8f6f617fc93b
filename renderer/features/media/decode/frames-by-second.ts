/** Numbers frames that were asked for one a second. A frame that is missing leaves the times of the others as they are. */
export async function* framesBySecond<Frame>(
  frames: AsyncIterable<Frame | null>,
): AsyncGenerator<{ readonly second: number; readonly frame: Frame }> {
  let second = 0;
  for await (const frame of frames) {
    if (frame !== null) yield { second, frame };
    second += 1;
  }
}
