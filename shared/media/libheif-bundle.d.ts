/** Types for the part of libheif-js that is used; the package's own types cover only its C functions. */
declare module "libheif-js/libheif-wasm/libheif-bundle.mjs" {
  interface Pixels {
    readonly data: Uint8ClampedArray;
    readonly width: number;
    readonly height: number;
  }

  interface HeifImage {
    get_width(): number;
    get_height(): number;
    /** Fills `pixels` with RGBA; calls back with null on failure. */
    display(pixels: Pixels, done: (result: Pixels | null) => void): void;
    free(): void;
  }

  interface Heif {
    readonly HeifDecoder: new () => { decode(bytes: Uint8Array): readonly HeifImage[] };
  }

  const start: () => Heif | Promise<Heif>;
  export default start;
}
