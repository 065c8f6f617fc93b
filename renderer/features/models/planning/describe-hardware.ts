import type { Gpu, Hardware } from "../../../../shared/models/hardware.ts";
import { formatBytes, formatMemory, formatNumber } from "../../../i18n/format.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";
import type { Language } from "../../../i18n/language.ts";

/** The computer in one sentence: memory, GPU and free disk space. */
export function describeHardware(
  { memory, gpu, diskFreeBytes }: Hardware,
  text: MessageCatalog["planner"],
  language: Language,
): string {
  return text.hardware(
    formatMemory(memory.totalBytes, language),
    gpu === null ? text.noGpu : gpuWords(gpu, text, language),
    diskFreeBytes === null ? null : formatBytes(diskFreeBytes, language),
  );
}

function gpuWords(gpu: Gpu, text: MessageCatalog["planner"], language: Language): string {
  return gpu.isUnified ? text.unifiedGpu : text.gpu(formatMemory(gpu.memoryBytes, language));
}

export interface HardwareDetail {
  readonly name: string;
  readonly value: string;
}

export function hardwareDetails(
  hardware: Hardware,
  text: MessageCatalog["planner"],
  language: Language,
): readonly HardwareDetail[] {
  const { memory, processor, cores, gpu, diskFreeBytes, bandwidthBytesPerSecond } = hardware;
  const names = text.hardwareNames;
  const bytes = (value: number) => formatBytes(value, language);
  const inMemory = (value: number) => formatMemory(value, language);
  return [
    processor === null ? null : { name: names.processor, value: processor },
    { name: names.cores, value: formatNumber(cores, language) },
    { name: names.memory, value: inMemory(memory.totalBytes) },
    { name: names.memoryFree, value: inMemory(memory.freeBytes) },
    {
      name: names.memorySpeed,
      value:
        bandwidthBytesPerSecond === null ? text.notMeasured : text.perSecond(bytes(bandwidthBytesPerSecond)),
    },
    { name: names.gpu, value: gpu === null ? text.none : gpu.names.join(", ") },
    gpu === null ? null : { name: names.gpuMemory, value: inMemory(gpu.memoryBytes) },
    gpu === null ? null : { name: names.gpuFree, value: inMemory(gpu.freeBytes) },
    diskFreeBytes === null ? null : { name: names.disk, value: bytes(diskFreeBytes) },
  ].filter((detail) => detail !== null);
}
