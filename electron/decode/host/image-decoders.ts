import { decodeHeic } from "../../../shared/media/decode-heic.ts";
import { decodeGif } from "./gif.ts";
import type { Raster } from "./raster.ts";
import { compileWasm } from "./wasm-file.ts";
import { firstWebpFrame } from "./webp-frame.ts";

export type ImageFormat = "jpeg" | "png" | "webp" | "gif" | "heic";

/** The decoders return an `ImageData`, which Node lacks. */
class PlainImageData implements ImageData {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;

  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}
Object.assign(globalThis, { ImageData: PlainImageData });

/** Each decoder is loaded when the first file needs it. */
export const imageDecoders: Readonly<
  Record<ImageFormat, (file: Uint8Array<ArrayBuffer>) => Promise<Raster>>
> = {
  async jpeg(file) {
    const { default: decode, init } = await import("@jsquash/jpeg/decode.js");
    await init(await compileWasm("@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm"));
    return rasterOf(await decode(bufferOf(file)));
  },
  async png(file) {
    const { decode, init } = await import("@jsquash/png/decode.js");
    await init(await compileWasm("@jsquash/png/codec/pkg/squoosh_png_bg.wasm"));
    return rasterOf(await decode(bufferOf(file)));
  },
  async webp(file) {
    const { default: decode, init } = await import("@jsquash/webp/decode.js");
    await init(await compileWasm("@jsquash/webp/codec/dec/webp_dec.wasm"));
    return firstWebpFrame(file, async (still) => rasterOf(await decode(bufferOf(still))));
  },
  gif: (file) => Promise.resolve(decodeGif(file)),
  heic: (file) => decodeHeic(file),
};

function rasterOf({ data, width, height }: ImageData): Raster {
  return { widthPx: width, heightPx: height, rgba: data };
}

function bufferOf(file: Uint8Array<ArrayBuffer>): ArrayBuffer {
  return file.byteLength === file.buffer.byteLength ? file.buffer : file.slice().buffer;
}
