import { ggufValueTypes } from "../../../shared/models/gguf-format.ts";

export type FieldKind =
  | "tensor count"
  | "entry count"
  | "string length"
  | "value type"
  | "element type"
  | "array length"
  | "value"
  | "dimension count"
  | "dimension"
  | "tensor type"
  | "tensor offset";

/** A field of the header and its position in the file. */
export interface HeaderField {
  readonly kind: FieldKind;
  readonly at: number;
  readonly bytes: number;
}

const types = new Map<number, string>(Object.entries(ggufValueTypes).map(([name, id]) => [id, name]));
const widths: Readonly<Record<string, number>> = {
  uint8: 1,
  int8: 1,
  bool: 1,
  uint16: 2,
  int16: 2,
  uint32: 4,
  int32: 4,
  float32: 4,
  uint64: 8,
  int64: 8,
  float64: 8,
};

/** The fields of a valid header, in order, and its end. Of long arrays only the lengths. */
export function headerFields(file: Buffer): {
  readonly fields: readonly HeaderField[];
  readonly end: number;
} {
  const fields: HeaderField[] = [];
  let at = 8;
  const take = (kind: FieldKind, bytes: number): number => {
    fields.push({ kind, at, bytes });
    const value = bytes === 8 ? Number(file.readBigUInt64LE(at)) : file.readUIntLE(at, bytes);
    at += bytes;
    return value;
  };
  const string = (): void => {
    const length = take("string length", 8);
    at += length;
  };
  const value = (type: string): void => {
    if (type === "string") string();
    else if (type === "array") array();
    else take("value", widths[type] ?? 4);
  };
  const array = (): void => {
    const type = types.get(take("element type", 4)) ?? "";
    const length = take("array length", 8);
    for (let i = 0; i < length; i++) {
      if (type === "string") at += 8 + Number(file.readBigUInt64LE(at));
      else at += widths[type] ?? 4;
    }
  };
  const tensors = take("tensor count", 8);
  const entries = take("entry count", 8);
  for (let i = 0; i < entries; i++) {
    string();
    value(types.get(take("value type", 4)) ?? "");
  }
  for (let i = 0; i < tensors; i++) {
    string();
    const dimensions = take("dimension count", 4);
    for (let d = 0; d < dimensions; d++) take("dimension", 8);
    take("tensor type", 4);
    take("tensor offset", 8);
  }
  return { fields, end: at };
}
