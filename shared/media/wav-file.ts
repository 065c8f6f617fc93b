const headerBytes = 44;
const bytesPerSample = 2;

/** A WAV file of mono 16-bit samples is this header and then the samples, as `wavSamples` encodes them. */
export function wavHeader(sampleCount: number, sampleRate: number): Uint8Array<ArrayBuffer> {
  const dataBytes = sampleCount * bytesPerSample;
  const header = new DataView(new ArrayBuffer(headerBytes));
  const write = (at: number, letters: string) => {
    for (let index = 0; index < letters.length; index++) {
      header.setUint8(at + index, letters.charCodeAt(index));
    }
  };
  write(0, "RIFF");
  header.setUint32(4, headerBytes - 8 + dataBytes, true);
  write(8, "WAVEfmt ");
  header.setUint32(16, 16, true);
  // PCM, one channel.
  header.setUint16(20, 1, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, sampleRate, true);
  header.setUint32(28, sampleRate * bytesPerSample, true);
  header.setUint16(32, bytesPerSample, true);
  header.setUint16(34, 8 * bytesPerSample, true);
  write(36, "data");
  header.setUint32(40, dataBytes, true);
  return new Uint8Array(header.buffer);
}

/** Encodes samples from -1 to 1; the byte order is that of every computer Facet runs on. */
export function wavSamples(samples: Float32Array): Int16Array<ArrayBuffer> {
  return Int16Array.from(samples, (sample) =>
    Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768))),
  );
}
