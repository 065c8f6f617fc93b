export interface Resampler {
  /** The next samples at the source's rate; answers what is sure by now at the target's. */
  add(samples: Float32Array): Float32Array<ArrayBuffer>;
  /** What is left when the sound is over. */
  finish(): Float32Array<ArrayBuffer>;
}

/** Of the kernel, on each side: the more, the steeper the edge above which nothing passes. */
const zeroCrossings = 24;
/** Below the highest frequency that the target can hold, so that the edge is over there. */
const passband = 0.92;
/** Kaiser's beta: side lobes at -80 dB. */
const beta = 8;
/** Places between two source samples for which a kernel is kept; of the usual rates each has its own. */
const mostPhases = 1024;

/**
 * Changes the sample rate of a sound that comes in pieces of any length; the result does not depend on how it was cut.
 * A windowed sinc, as recorders use: Web Audio's own change of rate interpolates linearly and folds high tones down, and
 * is not to be had in a worker.
 */
export function createResampler(sourceRate: number, targetRate: number): Resampler {
  if (sourceRate === targetRate)
    return { add: (samples) => samples.slice(), finish: () => new Float32Array() };
  const step = sourceRate / targetRate;
  const { taps, phases, kernels } = kernelsFor(sourceRate, targetRate);
  const half = taps / 2;
  // Silence before the first sample, so that the kernel has something to reach for.
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
      // The last whose kernel, rounded to the next phase, ends within what is there.
      return produce(Math.floor((received - half - 2) / step));
    },
    finish() {
      hold(new Float32Array(half + 2));
      return produce(Math.round(received / step));
    },
  };
}

interface Kernels {
  /** Of each, even: as many before the place as after it. */
  readonly taps: number;
  readonly phases: number;
  readonly kernels: Float32Array;
}

function kernelsFor(sourceRate: number, targetRate: number): Kernels {
  const cutoff = passband * Math.min(1, targetRate / sourceRate);
  const half = Math.ceil(zeroCrossings / cutoff);
  const taps = half * 2;
  const phases = Math.min(mostPhases, targetRate / greatestCommonDivisor(sourceRate, targetRate));
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
