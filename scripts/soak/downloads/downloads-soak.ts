import type { Soak } from "../soak-report.ts";
import { soakDownloads } from "./soak-downloads.ts";

export const downloadsSoak: Soak = {
  title: "Downloading from a faulty hub, with the app killed at random moments",
  count: 200,
  async run({ count, seed, onProgress }) {
    const report = await soakDownloads({ rounds: count, seed, onRound: onProgress });
    const { kills, faults, stops, fileBytes, fetchedBytes, destroyedBytes, breaches } = report;
    const megabytes = (bytes: number) => Math.round(bytes / 1e6);
    return {
      facts: {
        "SIGKILLs of the app": kills,
        "size of all files, in MB": megabytes(fileBytes),
        "downloaded, in MB": megabytes(fetchedBytes),
        "upper limit of what faults and kills destroyed, in MB": megabytes(destroyedBytes),
        "stops with a named error that were resumed": Object.values(stops).reduce(
          (sum, times) => sum + times,
          0,
        ),
      },
      rows: Object.entries(faults).map(([fault, times]) => ({
        "responses of the file host": fault,
        count: times,
      })),
      breaches,
    };
  },
};
