/** Encodes samples between -1 and 1 as a mono 16-bit WAV file. */
export function wavFile(pieces: readonly Float32Array[], sampleRate: number): Blob {
  const sampleCount = pieces.reduce((sum, { length }) => sum + length, 0);
  const dataBytes = sampleCount * 2;
  const header = new DataView(new ArrayBuffer(44));
  const write = (at: number, letters: string) => {
    for (let index = 0; index < letters.length; index++)
      header.setUint8(at + index, letters.charCodeAt(index));
  };
  write(0, "RIFF");
  header.setUint32(4, 36 + dataBytes, true);
  write(8, "WAVEfmt ");
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, sampleRate, true);
  header.setUint32(28, sampleRate * 2, true);
  header.setUint16(32, 2, true);
  header.setUint16(34, 16, true);
  write(36, "data");
  header.setUint32(40, dataBytes, true);
  return new Blob([header.buffer, ...pieces.map(sixteenBits)], { type: "audio/wav" });
}

function sixteenBits(samples: Float32Array): Int16Array<ArrayBuffer> {
  return Int16Array.from(samples, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32_767));
}
