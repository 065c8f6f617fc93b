import type { WorkDone } from "../../../../shared/inference/engine-protocol.ts";

export function workDone(): WorkDone {
  const { userCPUTime, systemCPUTime, majorPageFault, fsRead } = process.resourceUsage();
  return { processorMs: (userCPUTime + systemCPUTime) / 1000, diskReads: majorPageFault + fsRead };
}
