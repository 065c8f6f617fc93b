import { access, constants, stat } from "node:fs/promises";
import { release } from "node:os";
import type { Check } from "../../shared/doctor/doctor-report.ts";
import type { EngineFacts } from "../../shared/inference/engine-protocol.ts";
import { toFailure } from "../../shared/ipc/result.ts";
import type { Hardware } from "../../shared/models/hardware.ts";
import type { HardwareService } from "../hardware/hardware-service.ts";
import type { Engine } from "../inference/local/engine.ts";
import { gigabytes } from "./gigabytes.ts";

export interface ComputerServices {
  readonly version: string;
  /** The data folder. */
  readonly home: string;
  readonly hardware: Pick<HardwareService, "measured">;
  readonly engine: Pick<Engine, "describe">;
}

/** Below this, a model's file hardly fits. */
const littleDiskBytes = 5e9;

export async function* computerChecks(services: ComputerServices): AsyncGenerator<Check> {
  const { version, home, hardware, engine } = services;
  yield { name: "facet", state: "ok", detail: `${version}, Node ${process.versions.node}` };
  yield { name: "system", state: "ok", detail: `${process.platform} ${release()}, ${process.arch}` };
  const [computer, engineFacts] = await Promise.all([
    hardware.measured().catch((thrown: unknown) => toFailure(thrown)),
    engine.describe().catch((thrown: unknown) => toFailure(thrown)),
  ]);
  if ("code" in computer) {
    yield { name: "memory", state: "failed", detail: `unknown: ${computer.code}` };
  } else {
    yield* hardwareChecks(computer);
  }
  yield await dataFolderCheck(home);
  if ("code" in engineFacts) {
    yield { name: "engine", state: "failed", detail: `it does not start: ${engineFacts.code}` };
  } else {
    yield* engineChecks(engineFacts);
  }
  if (!("code" in computer) && !("code" in engineFacts)) yield gpuCheck(computer, engineFacts);
}

function* hardwareChecks({ processor, cores, memory, diskFreeBytes }: Hardware): Generator<Check> {
  yield { name: "processor", state: "ok", detail: `${processor ?? "unknown"}, ${cores} cores` };
  const { totalBytes, freeBytes } = memory;
  yield { name: "memory", state: "ok", detail: `${gigabytes(freeBytes)} free of ${gigabytes(totalBytes)}` };
  if (diskFreeBytes === null) {
    yield { name: "disk", state: "warning", detail: "free space unknown" };
  } else {
    const state = diskFreeBytes < littleDiskBytes ? "warning" : "ok";
    yield { name: "disk", state, detail: `${gigabytes(diskFreeBytes)} free for models` };
  }
}

async function dataFolderCheck(home: string): Promise<Check> {
  const name = "data-folder";
  try {
    await access(home, constants.R_OK | constants.W_OK);
    const mode = (await stat(home)).mode & 0o777;
    if (process.platform === "win32") return { name, state: "ok", detail: "can be written to" };
    const isPrivate = (mode & 0o077) === 0;
    const who = isPrivate ? "its owner only" : "other users too";
    return { name, state: isPrivate ? "ok" : "warning", detail: `open to ${who} (${mode.toString(8)})` };
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code ?? "unknown";
    return { name, state: "failed", detail: `cannot be written to: ${code}` };
  }
}

function* engineChecks(facts: EngineFacts): Generator<Check> {
  const { libraryVersion, variant, supportedGpus, addonProblem, hasOwnKernels } = facts;
  const why =
    supportedGpus.length === 0
      ? "no driver of a GPU was found"
      : `drivers were found for ${supportedGpus.join(", ")}`;
  yield { name: "engine", state: "ok", detail: `node-llama-cpp ${libraryVersion}, ${variant}: ${why}` };
  yield addonProblem === null
    ? { name: "addon", state: "ok", detail: "loaded" }
    : {
        name: "addon",
        state: "warning",
        detail: `not loaded (${addonProblem}): no images, no audio, slower on the processor`,
      };
  yield {
    name: "kernels",
    state: "ok",
    detail: hasOwnKernels ? "compiled on this computer" : "prebuilt",
  };
}

function gpuCheck({ gpu }: Hardware, { supportedGpus }: EngineFacts): Check {
  if (gpu === null) {
    const isMissed = supportedGpus.length > 0;
    const detail = isMissed
      ? `none is used, although there are drivers for ${supportedGpus.join(", ")}`
      : "none; the processor does the work";
    return { name: "gpu", state: isMissed ? "warning" : "ok", detail };
  }
  const memory = gpu.isUnified
    ? "shares the memory"
    : `${gigabytes(gpu.freeBytes)} free of ${gigabytes(gpu.memoryBytes)}`;
  return { name: "gpu", state: "ok", detail: `${gpu.names.join(", ")} with ${gpu.api}, ${memory}` };
}
