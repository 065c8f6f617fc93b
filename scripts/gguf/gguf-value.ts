import { ggufValueTypes, type GgufValueType } from "../../shared/models/gguf-format.ts";
import type { ByteWriter } from "./byte-writer.ts";

type NumberType = Exclude<GgufValueType, "bool" | "string" | "array" | "uint64" | "int64">;

type ScalarValue =
  | { readonly type: NumberType; readonly value: number }
  | { readonly type: "uint64" | "int64"; readonly value: bigint }
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: "string"; readonly value: string };

/** A metadata value with the type it is stored as, which the JavaScript value alone does not determine. */
export type GgufValue =
  | ScalarValue
  | {
      readonly type: "array";
      readonly of: ScalarValue["type"];
      readonly values: readonly ScalarValue["value"][];
    };

export const uint32 = (value: number): GgufValue => ({ type: "uint32", value });
export const float32 = (value: number): GgufValue => ({ type: "float32", value });
export const bool = (value: boolean): GgufValue => ({ type: "bool", value });
export const string = (value: string): GgufValue => ({ type: "string", value });
export const strings = (values: readonly string[]): GgufValue => ({ type: "array", of: "string", values });
export const int32s = (values: readonly number[]): GgufValue => ({ type: "array", of: "int32", values });
export const float32s = (values: readonly number[]): GgufValue => ({ type: "array", of: "float32", values });
export const bools = (values: readonly boolean[]): GgufValue => ({ type: "array", of: "bool", values });

/** Writes the value's type and then the value, as they follow the key of a metadata entry. */
export function writeValue(writer: ByteWriter, value: GgufValue): void {
  writer.uint32(ggufValueTypes[value.type]);
  if (value.type !== "array") {
    writeScalar(writer, value);
    return;
  }
  writer.uint32(ggufValueTypes[value.of]);
  writer.uint64(value.values.length);
  for (const element of value.values) {
    writeScalar(writer, { type: value.of, value: element } as ScalarValue);
  }
}

function writeScalar(writer: ByteWriter, { type, value }: ScalarValue): void {
  switch (type) {
    case "uint8":
    case "int8":
      writer.uint8(value & 0xff);
      break;
    case "uint16":
    case "int16":
      writer.uint16(value & 0xffff);
      break;
    case "uint32":
    case "int32":
      writer.uint32(value >>> 0);
      break;
    case "float32":
      writer.float32(value);
      break;
    case "float64":
      writer.float64(value);
      break;
    case "uint64":
    case "int64":
      writer.uint64(value);
      break;
    case "bool":
      writer.uint8(value ? 1 : 0);
      break;
    case "string":
      writer.string(value);
      break;
  }
}
