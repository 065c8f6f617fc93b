/** What browsers and Node both have, and `shared/` may use; it is compiled without the types of either. */
declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean });
  decode(bytes?: Uint8Array, options?: { readonly stream?: boolean }): string;
}

interface ByteReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array }>;
  cancel(): Promise<void>;
}

interface ByteStream {
  getReader(): ByteReader;
  pipeThrough(transform: DecompressionStream): ByteStream;
}

declare class Blob {
  constructor(parts: readonly Uint8Array[]);
  stream(): ByteStream;
}

declare class DecompressionStream {
  readonly readable: ByteStream;
  constructor(format: "deflate-raw");
}

declare class URL {
  static canParse(url: string, base?: string): boolean;
  readonly origin: string;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly host: string;
  readonly pathname: string;
  readonly href: string;
  hash: string;
  constructor(url: string, base?: string);
}
