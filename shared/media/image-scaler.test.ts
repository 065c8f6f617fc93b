import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createImageScaler, type Size } from "./image-scaler.ts";

function scaled(
  rgba: Uint8ClampedArray,
  source: Size,
  target: Size,
  rowsAtOnce = source.heightPx,
): Uint8Array {
  const scaler = createImageScaler(source, target);
  const bytes = rowsAtOnce * source.widthPx * 4;
  for (let at = 0; at < rgba.length; at += bytes) scaler.addRows(rgba.subarray(at, at + bytes));
  return scaler.finish();
}

function picture({ widthPx, heightPx }: Size, color: (x: number, y: number) => readonly number[]) {
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) rgba.set([...color(x, y), 255], (y * widthPx + x) * 4);
  }
  return rgba;
}

const sides = fc.integer({ min: 1, max: 60 });
const size = fc.record({ widthPx: sides, heightPx: sides });

describe("createImageScaler", () => {
  test("copies every pixel unchanged if source and target have the same size", () => {
    const source = { widthPx: 7, heightPx: 5 };
    const rgba = picture(source, (x, y) => [x * 30, y * 40, x * y]);
    const rgb = [...rgba].filter((_, at) => at % 4 !== 3);
    expect([...scaled(rgba, source, source)]).toEqual(rgb);
  });

  test("gives the same result however many rows are added at a time", () => {
    fc.assert(
      fc.property(size, size, fc.integer({ min: 1, max: 60 }), (source, target, rowsAtOnce) => {
        const rgba = picture(source, (x, y) => [(x * 77) % 256, (y * 91) % 256, (x * y) % 256]);
        expect(scaled(rgba, source, target, rowsAtOnce)).toEqual(scaled(rgba, source, target));
      }),
    );
  });

  test("keeps a solid colour solid at any size", () => {
    fc.assert(
      fc.property(size, size, fc.nat(255), (source, target, level) => {
        const result = scaled(
          picture(source, () => [level, 255 - level, 9]),
          source,
          target,
        );
        for (let at = 0; at < result.length; at += 3) {
          expect([...result.subarray(at, at + 3)]).toEqual([level, 255 - level, 9]);
        }
      }),
    );
  });

  test("scales a grid finer than the target's pixels to an even grey without moiré", () => {
    const source = { widthPx: 480, heightPx: 480 };
    const grid = picture(source, (x, y) => ((x + y) % 2 === 0 ? [255, 255, 255] : [0, 0, 0]));
    const result = scaled(grid, source, { widthPx: 144, heightPx: 144 });
    const inner = [...result].filter((_, at) => {
      const [x, y] = [Math.floor(at / 3) % 144, Math.floor(at / 432)];
      return x > 4 && x < 140 && y > 4 && y < 140;
    });
    expect(Math.min(...inner)).toBeGreaterThan(122);
    expect(Math.max(...inner)).toBeLessThan(134);
  });

  test("gives the same pixels as Pillow's bicubic resize", () => {
    // `pillow` is Image.fromarray(a).resize((3, 2), Image.BICUBIC) of the same image.
    const source = { widthPx: 8, heightPx: 6 };
    const rgba = picture(source, (x, y) => [(x * 37 + y * 11) % 256, (x * x * 5) % 256, (y * 50) % 256]);
    expect([...scaled(rgba, source, { widthPx: 3, heightPx: 2 })]).toEqual(pillow);
  });
});

const pillow = [45, 5, 57, 149, 64, 57, 158, 187, 57, 76, 5, 193, 177, 64, 193, 121, 187, 193];
