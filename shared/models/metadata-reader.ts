import type { GgufHeader, GgufMetadataValue } from "./gguf-header.ts";

export type MetadataReader = ReturnType<typeof metadataReader>;

/** Reads metadata of the header's architecture; null where a key is missing or has another type. */
export function metadataReader(metadata: GgufHeader["metadata"]) {
  const named = metadata.get("general.architecture");
  const architecture = typeof named === "string" ? named : "unknown";
  const get = (key: string) => metadata.get(`${architecture}.${key}`);
  const number = (key: string) => asNumber(get(key));
  return {
    architecture,
    number,
    /** A value that is either one number for all layers or one per layer. */
    forLayer: (key: string, layer: number): number | null => {
      const value = get(key);
      const array = arrayOf(value);
      return array ? asNumber(array.values?.[layer]) : asNumber(value);
    },
  };
}

export const arrayOf = (value: GgufMetadataValue | undefined) =>
  typeof value === "object" ? value : undefined;

function asNumber(value: GgufMetadataValue | undefined): number | null {
  if (typeof value === "boolean") {
    return Number(value);
  }
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
