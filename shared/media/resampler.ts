export interface Resampler {
  /** Takes the next samples at the source rate; returns the target samples that no later input affects. */
  add(samples: Float32Array): Float32Array<ArrayBuffer>;
  /** Returns the remaining target samples at the end of the input. */
  finish(): Float32Array<ArrayBuffer>;
}

/** Zero crossings of the kernel on each side of its centre; more make the filter's cutoff steeper. */
const zeroCrossings = 24;
/** The cutoff relative to the Nyquist frequency; below 1, so that the transition band ends there. */
const passband = 0.92;
/** The Kaiser window's beta: side lobes at -80 dB. */
const beta = 8;
/** Fractional positions for which a kernel is precomputed; common rates need fewer and are exact. */
const maxPhases = 1024;

/**
 * Changes the sample rate of audio that is added in pieces of any length; the result does not depend on how
 * it was split. Uses a windowed sinc filter: Web Audio's resampling interpolates linearly, which aliases high
 * frequencies, and is not available in a worker.
 */
export function createResampler(sourceRate: number, targetRate: number): Resampler {
  if (sourceRate === targetRate)
    return { add: (samples) => samples.slice(), finish: () => new Float32Array() };
  const step = sourceRate / targetRate;
  const { taps, phases, kernels } = kernelsFor(sourceRate, targetRate);
  const half = taps / 2;
  // Zeros before the first sample, for the left half of the first kernel.
  let held = new Float32Array(half - 1);
  let heldFrom = -(half - 1);
  let received = 0;
  let produced = 0;

  const produce = (upTo: number): Float32Array<ArrayBuffer> => {
    const result = new Float32Array(Math.max(0, upTo - produced));
    for (let at = 0; at < result.length; at++) {
      const position = (produced + at) * step;
      let whole = Math.floor(position);
      let phase = Math.round((position - whole) * phases);
      if (phase === phases) {
        phase = 0;
        whole += 1;
      }
      let sum = 0;
      let from = whole - half + 1 - heldFrom;
      for (let tap = phase * taps, end = tap + taps; tap < end; tap++, from++) {
        sum += (kernels[tap] ?? 0) * (held[from] ?? 0);
      }
      result[at] = sum;
    }
    produced += result.length;
    const keepFrom = Math.floor(produced * step) - half + 1;
    const drop = Math.min(held.length, Math.max(0, keepFrom - heldFrom));
    held = held.slice(drop);
    heldFrom += drop;
    return result;
  };

  const hold = (samples: Float32Array) => {
    const joined = new Float32Array(held.length + samples.length);
    joined.set(held);
    joined.set(samples, held.length);
    held = joined;
  };

  return {
    add(samples) {
      received += samples.length;
      hold(samples);
      // Up to the last sample whose kernel, rounded to the next phase, ends within the received input.
      return produce(Math.floor((received - half - 2) / step));
    },
    finish() {
      hold(new Float32Array(half + 2));
      return produce(Math.round(received / step));
    },
  };
}

interface Kernels {
  /** The length of each kernel: even, with as many taps before the position as after it. */
  readonly taps: number;
  readonly phases: number;
  readonly kernels: Float32Array;
}

function kernelsFor(sourceRate: number, targetRate: number): Kernels {
  const cutoff = passband * Math.min(1, targetRate / sourceRate);
  const half = Math.ceil(zeroCrossings / cutoff);
  const taps = half * 2;
  const phases = Math.min(maxPhases, targetRate / greatestCommonDivisor(sourceRate, targetRate));
  const kernels = new Float32Array(phases * taps);
  for (let phase = 0; phase < phases; phase++) {
    const kernel = kernels.subarray(phase * taps, (phase + 1) * taps);
    for (let tap = 0; tap < taps; tap++) {
      const distance = tap - half + 1 - phase / phases;
      kernel[tap] = sinc(distance * cutoff) * kaiser(distance / half);
    }
    const sum = kernel.reduce((total, weight) => total + weight, 0);
    for (let tap = 0; tap < taps; tap++) kernel[tap] = (kernel[tap] ?? 0) / sum;
  }
  return { taps, phases, kernels };
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : bessel(beta * Math.sqrt(1 - x * x)) / bessel(beta);
}

/** The modified Bessel function of the first kind, of order 0. */
function bessel(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
