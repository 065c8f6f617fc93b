import { randomUUID } from "node:crypto";
import { open, rename, rm, type FileHandle } from "node:fs/promises";
import { defaultAlignment, ggufMagic } from "../../shared/models/gguf-format.ts";
import { ByteWriter } from "./byte-writer.ts";
import { writeValue, type GgufValue } from "./gguf-value.ts";
import { rowEncoders, tensorFormat, type WritableType } from "./tensor-encoding.ts";

interface TensorPlace {
  readonly name: string;
  /** Dimensions in GGUF's order: the row length first, at most four dimensions. */
  readonly shape: readonly number[];
}

export interface FilledTensor extends TensorPlace {
  readonly type: WritableType;
  /** Fills one row, which is zeroed before; rows are requested in order. */
  readonly fill: (row: Float32Array, index: number) => void;
}

/**
 * Takes no disk space on most file systems. Zeros encode as zeros in every type, so any type of llama.cpp is
 * allowed.
 */
export interface ZeroTensor extends TensorPlace {
  readonly type: string;
  readonly fill: "zeros";
}

/** For tensors of gigabytes: written as stored, without encoding numbers. */
export interface EncodedTensor extends TensorPlace {
  readonly type: WritableType;
  /** Fills the target with whole encoded rows; called in order. */
  readonly fillEncoded: (target: Uint8Array) => void;
}

export type GgufTensor = FilledTensor | ZeroTensor | EncodedTensor;

export interface GgufFile {
  readonly metadata: Readonly<Record<string, GgufValue>>;
  readonly tensors: readonly GgufTensor[];
}

const version = 3;
/** Rows are batched to about this many bytes per write. */
const batchBytes = 1024 * 1024;

/**
 * Writes a GGUF file of any size with little memory. The file appears under its name only once it is
 * complete. Runs of zeros are left as holes, so a file can be far larger than its disk usage.
 */
export async function writeGguf(path: string, file: GgufFile): Promise<void> {
  const temporary = `${path}.${randomUUID()}.partial`;
  const handle = await open(temporary, "w");
  try {
    const layout = layOut(file.tensors);
    const header = encodeHeader(file, layout);
    await handle.write(header);
    for (const [index, tensor] of file.tensors.entries()) {
      await writeTensor(handle, header.length + (layout.offsets[index] ?? 0), tensor);
    }
    await handle.truncate(header.length + layout.totalBytes);
    await handle.close();
    await rename(temporary, path);
  } finally {
    await handle.close();
    await rm(temporary, { force: true });
  }
}

interface Layout {
  /** Offset of each tensor from the end of the header. */
  readonly offsets: readonly number[];
  readonly totalBytes: number;
}

function layOut(tensors: readonly GgufTensor[]): Layout {
  let totalBytes = 0;
  const offsets = tensors.map((tensor) => {
    const offset = totalBytes;
    const bytes = rowCount(tensor) * rowBytes(tensor);
    totalBytes += Math.ceil(bytes / defaultAlignment) * defaultAlignment;
    return offset;
  });
  return { offsets, totalBytes };
}

function encodeHeader({ metadata, tensors }: GgufFile, layout: Layout): Buffer {
  const writer = new ByteWriter();
  const entries = Object.entries(metadata);
  writer.uint32(ggufMagic);
  writer.uint32(version);
  writer.uint64(tensors.length);
  writer.uint64(entries.length);
  for (const [key, value] of entries) {
    writer.string(key);
    writeValue(writer, value);
  }
  for (const [index, { name, shape, type }] of tensors.entries()) {
    writer.string(name);
    writer.uint32(shape.length);
    shape.forEach((length) => writer.uint64(length));
    writer.uint32(tensorFormat(type).id);
    writer.uint64(layout.offsets[index] ?? 0);
  }
  writer.padTo(defaultAlignment);
  return writer.bytes();
}

async function writeTensor(handle: FileHandle, start: number, tensor: GgufTensor): Promise<void> {
  if ("fillEncoded" in tensor) {
    await writeEncoded(handle, start, tensor);
  } else if (tensor.fill !== "zeros") {
    await writeFilled(handle, start, tensor);
  }
}

async function writeEncoded(handle: FileHandle, start: number, tensor: EncodedTensor): Promise<void> {
  const bytesPerRow = rowBytes(tensor);
  const totalBytes = rowCount(tensor) * bytesPerRow;
  const batch = new Uint8Array(Math.max(1, Math.floor(batchBytes / bytesPerRow)) * bytesPerRow);
  for (let at = 0; at < totalBytes; at += batch.length) {
    const rows = batch.subarray(0, Math.min(batch.length, totalBytes - at));
    tensor.fillEncoded(rows);
    await handle.write(rows, 0, rows.length, start + at);
  }
}

async function writeFilled(handle: FileHandle, start: number, tensor: FilledTensor): Promise<void> {
  const { fill } = tensor;
  const encode = rowEncoders[tensor.type];
  const bytesPerRow = rowBytes(tensor);
  const rows = rowCount(tensor);
  const rowsPerBatch = Math.max(1, Math.floor(batchBytes / bytesPerRow));
  const row = new Float32Array(tensor.shape[0] ?? 0);
  for (let first = 0; first < rows; first += rowsPerBatch) {
    const batch = new Uint8Array(Math.min(rowsPerBatch, rows - first) * bytesPerRow);
    let isZero = true;
    for (let at = 0; at < batch.length; at += bytesPerRow) {
      row.fill(0);
      fill(row, first + at / bytesPerRow);
      if (row.some((number) => number !== 0)) {
        isZero = false;
        encode(row, batch.subarray(at, at + bytesPerRow));
      }
    }
    if (!isZero) {
      await handle.write(batch, 0, batch.length, start + first * bytesPerRow);
    }
  }
}

function rowCount({ shape }: GgufTensor): number {
  return shape.slice(1).reduce((product, length) => product * length, 1);
}

function rowBytes({ name, shape, type }: GgufTensor): number {
  const { blockSize, blockBytes } = tensorFormat(type);
  const blocks = (shape[0] ?? 0) / blockSize;
  if (!Number.isInteger(blocks)) {
    throw new Error(`${name}: a row of ${type} must be a multiple of ${blockSize} long`);
  }
  return blocks * blockBytes;
}
