export interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface ImageScaler {
  /** Adds the next rows of the source: opaque RGBA, four bytes per pixel. */
  addRows(rgba: Uint8ClampedArray): void;
  /** Returns RGB, three bytes per pixel. @throws Error unless all rows were added */
  finish(): Uint8Array<ArrayBuffer>;
}

/**
 * Scales an image that is added in strips, so that its pixels are never in memory as a whole. Bicubic (a =
 * -0.5) with a kernel that widens as the image shrinks, rounded to 8 bits after each direction, like Pillow
 * and torchvision, which the models were trained with. If both sizes are equal, pixels are copied unchanged.
 */
export function createImageScaler(source: Size, target: Size): ImageScaler {
  const across = kernelsFor(source.widthPx, target.widthPx);
  const down = kernelsFor(source.heightPx, target.heightPx);
  const rowBytes = target.widthPx * 3;
  const narrow = new Uint8Array(source.heightPx * rowBytes);
  let rows = 0;
  return {
    addRows(rgba) {
      const sourceRowBytes = source.widthPx * 4;
      for (let offset = 0; offset < rgba.length; offset += sourceRowBytes) {
        if (across === null) copyRow(rgba, offset, narrow, rows * rowBytes, target.widthPx);
        else scaleRow(rgba, offset, narrow, rows * rowBytes, across);
        rows += 1;
      }
    },
    finish() {
      if (rows !== source.heightPx) throw new Error(`Received ${rows} of ${source.heightPx} rows`);
      if (down === null) return narrow;
      const result = new Uint8Array(target.heightPx * rowBytes);
      const sums = new Float32Array(rowBytes);
      for (let y = 0; y < target.heightPx; y++) scaleColumns(narrow, result, sums, y, down);
      return result;
    },
  };
}

/** For each target pixel, its first source pixel and the weights of the `count` source pixels from there. */
interface Kernels {
  readonly count: number;
  readonly starts: Int32Array;
  readonly weights: Float32Array;
}

function kernelsFor(source: number, target: number): Kernels | null {
  if (source === target) return null;
  const scale = source / target;
  const stretch = Math.max(scale, 1);
  const support = 2 * stretch;
  const count = Math.min(source, Math.ceil(support) * 2 + 1);
  const starts = new Int32Array(target);
  const weights = new Float32Array(target * count);
  for (let at = 0; at < target; at++) {
    const center = (at + 0.5) * scale;
    const first = Math.max(0, Math.min(source - count, Math.floor(center - support + 0.5)));
    const end = Math.min(source, Math.floor(center + support + 0.5));
    let sum = 0;
    for (let tap = 0; tap < count; tap++) {
      const pixel = first + tap;
      const weight = pixel < end ? cubic((pixel + 0.5 - center) / stretch) : 0;
      weights[at * count + tap] = weight;
      sum += weight;
    }
    for (let tap = at * count; tap < (at + 1) * count; tap++) weights[tap] = (weights[tap] ?? 0) / sum;
    starts[at] = first;
  }
  return { count, starts, weights };
}

function cubic(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}

function copyRow(from: Uint8ClampedArray, fromAt: number, to: Uint8Array, toAt: number, width: number): void {
  for (let x = 0; x < width; x++, fromAt += 4, toAt += 3) {
    to[toAt] = from[fromAt] ?? 0;
    to[toAt + 1] = from[fromAt + 1] ?? 0;
    to[toAt + 2] = from[fromAt + 2] ?? 0;
  }
}

function scaleRow(
  from: Uint8ClampedArray,
  fromAt: number,
  to: Uint8Array,
  toAt: number,
  kernels: Kernels,
): void {
  const { count, starts, weights } = kernels;
  for (let x = 0, weightAt = 0; x < starts.length; x++, toAt += 3) {
    let red = 0;
    let green = 0;
    let blue = 0;
    let at = fromAt + (starts[x] ?? 0) * 4;
    for (const end = weightAt + count; weightAt < end; weightAt++, at += 4) {
      const weight = weights[weightAt] ?? 0;
      red += weight * (from[at] ?? 0);
      green += weight * (from[at + 1] ?? 0);
      blue += weight * (from[at + 2] ?? 0);
    }
    to[toAt] = toByte(red);
    to[toAt + 1] = toByte(green);
    to[toAt + 2] = toByte(blue);
  }
}

function scaleColumns(
  from: Uint8Array,
  to: Uint8Array,
  sums: Float32Array,
  y: number,
  kernels: Kernels,
): void {
  const { count, starts, weights } = kernels;
  const rowBytes = sums.length;
  sums.fill(0);
  for (let tap = 0; tap < count; tap++) {
    const weight = weights[y * count + tap] ?? 0;
    if (weight === 0) continue;
    const rowAt = ((starts[y] ?? 0) + tap) * rowBytes;
    for (let x = 0; x < rowBytes; x++) sums[x] = (sums[x] ?? 0) + weight * (from[rowAt + x] ?? 0);
  }
  const toAt = y * rowBytes;
  for (let x = 0; x < rowBytes; x++) to[toAt + x] = toByte(sums[x] ?? 0);
}

function toByte(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : (value + 0.5) | 0;
}
