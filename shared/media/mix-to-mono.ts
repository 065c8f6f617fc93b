/** Averages all channels, which keeps signals that are on one channel only and never clips. */
export function mixToMono(channels: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const mono = new Float32Array(channels[0]?.length ?? 0);
  for (const channel of channels) {
    for (let at = 0; at < mono.length; at++) mono[at] = (mono[at] ?? 0) + (channel[at] ?? 0);
  }
  if (channels.length > 1) {
    for (let at = 0; at < mono.length; at++) mono[at] = (mono[at] ?? 0) / channels.length;
  }
  return mono;
}
