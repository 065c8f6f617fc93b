import { AppError } from "../ipc/result.ts";
import { ByteCursor, EndOfBytes, type ReadBytes } from "./byte-cursor.ts";
import {
  defaultAlignment,
  ggufMagic,
  ggufValueTypes,
  tensorTypes,
  type GgufValueType,
} from "./gguf-format.ts";

export interface GgufHeader {
  readonly version: number;
  readonly metadata: ReadonlyMap<string, GgufMetadataValue>;
  readonly tensors: readonly GgufTensorInfo[];
  /** Minimum file length for all tensors to be complete. */
  readonly fileBytes: number;
}

/** 64-bit integers beyond 2^53 are bigint. */
export type GgufScalar = number | bigint | boolean | string;
export type GgufMetadataValue = GgufScalar | GgufArray;

export interface GgufArray {
  readonly elementType: GgufValueType;
  readonly length: number;
  /** null when the array is longer than `keepArraysUpTo` and not among `keepArrays`. */
  readonly values: readonly GgufScalar[] | null;
}

export interface GgufTensorInfo {
  readonly name: string;
  /** The row length comes first. */
  readonly shape: readonly number[];
  /** llama.cpp's name, such as `Q4_K`; null for a type newer than this app, whose size is unknown too. */
  readonly type: string | null;
  /** Offset from the start of the file. */
  readonly offset: number;
  readonly sizeBytes: number | null;
}

/** Why a file is not a readable GGUF; `data.reason` of the AppError. */
export type GgufProblem =
  | "not-gguf"
  /** The file ends inside its header: it is still being copied, or was truncated. */
  | "cut-off"
  | "unknown-version"
  /** Counts, lengths or offsets beyond any real file. */
  | "malformed";

export interface ParseOptions {
  /**
   * Arrays up to this length are kept; of longer ones only the length. A vocabulary has some 262,144 entries.
   */
  readonly keepArraysUpTo?: number;
  /** Keys of arrays that are kept whatever their length. */
  readonly keepArrays?: readonly string[];
  /** Bytes per read. */
  readonly chunkBytes?: number;
}

/** Far above real files. A header of Gemma 4 is about 16 MB, nearly all of it vocabulary. */
const limits = {
  headerBytes: 128 * 1024 * 1024,
  entries: 65_536,
  tensors: 65_536,
  nameBytes: 65_535,
  stringBytes: 4 * 1024 * 1024,
  arrayLength: 16 * 1024 * 1024,
  dimensions: 4,
};

/**
 * Reads the header of a GGUF file, version 2 or 3. No length in the file is trusted: nothing is allocated for
 * it before its bytes were read, and a header longer than any real one is refused.
 *
 * @throws AppError `model-unreadable` with `data.reason` a GgufProblem; errors of `read` pass through
 */
export async function parseGgufHeader(read: ReadBytes, options: ParseOptions = {}): Promise<GgufHeader> {
  const { keepArraysUpTo = 1024, keepArrays = [], chunkBytes = 1024 * 1024 } = options;
  const cursor = new ByteCursor(read, chunkBytes);
  try {
    const version = await readVersion(cursor);
    await need(cursor, 16);
    const tensorCount = within(limits.tensors, cursor.length(), "tensor count");
    const entryCount = within(limits.entries, cursor.length(), "metadata count");
    const metadata = new Map<string, GgufMetadataValue>();
    for (let i = 0; i < entryCount; i++) {
      const key = await readString(cursor, limits.nameBytes);
      if (metadata.has(key)) {
        throw problem("malformed", `The key ${JSON.stringify(key)} appears twice`);
      }
      const keptLength = keepArrays.includes(key) ? limits.arrayLength : keepArraysUpTo;
      metadata.set(key, await readValue(cursor, keptLength));
    }
    const tensors = await readTensors(cursor, tensorCount, alignmentOf(metadata));
    const fileBytes = tensors.reduce(
      (end, { offset, sizeBytes }) => Math.max(end, offset + (sizeBytes ?? 0)),
      cursor.offset,
    );
    return { version, metadata, tensors, fileBytes };
  } catch (error) {
    throw error instanceof EndOfBytes ? problem("cut-off", error.message) : error;
  }
}

function problem(reason: GgufProblem, message: string): AppError {
  return new AppError("model-unreadable", message, { reason });
}

async function need(cursor: ByteCursor, count: number): Promise<void> {
  if (cursor.offset + count > limits.headerBytes) {
    throw problem("malformed", `The header is longer than ${limits.headerBytes} bytes`);
  }
  await cursor.need(count);
}

function within(limit: number, value: number, what: string): number {
  if (value > limit) {
    throw problem("malformed", `The ${what} is ${value}, more than ${limit}`);
  }
  return value;
}

async function readVersion(cursor: ByteCursor): Promise<number> {
  // Magic and version are read separately, so that a short file of another type is not reported as cut off.
  await need(cursor, 4);
  if (cursor.uint32() !== ggufMagic) {
    throw problem("not-gguf", "The file does not begin with the GGUF magic");
  }
  await need(cursor, 4);
  const version = cursor.uint32();
  if (version !== 2 && version !== 3) {
    // A big-endian file has its version in the upper bytes and is refused here too.
    throw problem("unknown-version", `GGUF version ${version} is not supported`);
  }
  return version;
}

// All hosts provide TextDecoder, but the `lib` setting of this folder does not declare it.
declare const TextDecoder: new (
  encoding: string,
  options: { ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };
/** In a vocabulary, U+FEFF is a token and not a byte order mark. */
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

async function readString(cursor: ByteCursor, limit: number): Promise<string> {
  await need(cursor, 8);
  const length = within(limit, cursor.length(), "length of a string");
  await need(cursor, length);
  return decoder.decode(cursor.bytes(length));
}

const typeNames = new Map(
  Object.entries(ggufValueTypes).map(([name, id]) => [id as number, name as GgufValueType]),
);

function typeName(id: number): GgufValueType {
  const name = typeNames.get(id);
  if (name === undefined) {
    throw problem("malformed", `Unknown value type ${id}`);
  }
  return name;
}

type FixedType = Exclude<GgufValueType, "string" | "array">;

const fixedBytes: Record<FixedType, number> = {
  uint8: 1,
  int8: 1,
  uint16: 2,
  int16: 2,
  uint32: 4,
  int32: 4,
  float32: 4,
  bool: 1,
  uint64: 8,
  int64: 8,
  float64: 8,
};

async function readValue(cursor: ByteCursor, keepArraysUpTo: number): Promise<GgufMetadataValue> {
  await need(cursor, 4);
  const type = typeName(cursor.uint32());
  return type === "array" ? readArray(cursor, keepArraysUpTo) : readScalar(cursor, type);
}

async function readScalar(cursor: ByteCursor, type: FixedType | "string"): Promise<GgufScalar> {
  if (type === "string") {
    return readString(cursor, limits.stringBytes);
  }
  await need(cursor, fixedBytes[type]);
  if (type === "bool") {
    return cursor.uint8() !== 0;
  }
  const value = cursor[type]();
  return typeof value === "bigint" && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

async function readArray(cursor: ByteCursor, keepArraysUpTo: number): Promise<GgufArray> {
  await need(cursor, 12);
  const elementType = typeName(cursor.uint32());
  const length = within(limits.arrayLength, cursor.length(), "length of an array");
  if (elementType === "array") {
    throw problem("malformed", "Nested arrays are not supported");
  }
  if (length > keepArraysUpTo) {
    await skipElements(cursor, elementType, length);
    return { elementType, length, values: null };
  }
  const values: GgufScalar[] = [];
  for (let i = 0; i < length; i++) {
    values.push(await readScalar(cursor, elementType));
  }
  return { elementType, length, values };
}

async function skipElements(cursor: ByteCursor, type: FixedType | "string", count: number): Promise<void> {
  if (type !== "string") {
    cursor.skip(count * fixedBytes[type]);
    return;
  }
  for (let left = count; left > 0;) {
    await need(cursor, 8);
    const skipped = cursor.skipStrings(left, limits.stringBytes);
    if (skipped === 0) {
      throw problem("malformed", "A string in an array is too long");
    }
    left -= skipped;
  }
}

function alignmentOf(metadata: ReadonlyMap<string, GgufMetadataValue>): number {
  const alignment = metadata.get("general.alignment") ?? defaultAlignment;
  if (typeof alignment !== "number" || alignment < 1 || alignment > 65_536 || !isPowerOfTwo(alignment)) {
    throw problem("malformed", "The alignment is not a power of two");
  }
  return alignment;
}

const isPowerOfTwo = (value: number) => Number.isInteger(Math.log2(value));

async function readTensors(
  cursor: ByteCursor,
  count: number,
  alignment: number,
): Promise<readonly GgufTensorInfo[]> {
  const tensors: GgufTensorInfo[] = [];
  for (let i = 0; i < count; i++) {
    tensors.push(await readTensor(cursor, alignment));
  }
  const dataStart = Math.ceil(cursor.offset / alignment) * alignment;
  return tensors.map((tensor) => ({ ...tensor, offset: dataStart + tensor.offset }));
}

async function readTensor(cursor: ByteCursor, alignment: number): Promise<GgufTensorInfo> {
  const name = await readString(cursor, limits.nameBytes);
  await need(cursor, 4);
  const dimensions = within(limits.dimensions, cursor.uint32(), "number of dimensions");
  await need(cursor, dimensions * 8 + 12);
  const shape = Array.from({ length: dimensions }, () => cursor.length());
  const type = tensorTypes.get(cursor.uint32());
  const offset = cursor.length();
  const numbers = shape.reduce((product, length) => product * length, 1);
  const sizeBytes = type === undefined ? null : (numbers / type.blockSize) * type.blockBytes;
  if (
    !Number.isSafeInteger(numbers) ||
    !Number.isSafeInteger(offset + (sizeBytes ?? 0)) ||
    offset % alignment !== 0 ||
    (type !== undefined && (shape[0] ?? 1) % type.blockSize !== 0)
  ) {
    throw problem("malformed", `The tensor ${JSON.stringify(name)} has an invalid shape, size or offset`);
  }
  return { name, shape, type: type?.name ?? null, offset, sizeBytes };
}
