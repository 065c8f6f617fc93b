import type { Soak } from "../soak-report.ts";
import { soakDownloads } from "./soak-downloads.ts";

export const downloadsSoak: Soak = {
  title: "Downloading from a hub at fault, with the app killed at random moments",
  count: 200,
  async run({ count, seed, onProgress }) {
    const report = await soakDownloads({ rounds: count, seed, onRound: onProgress });
    const { kills, faults, stops, fileBytes, fetchedBytes, destroyedBytes, breaches } = report;
    const megabytes = (bytes: number) => Math.round(bytes / 1e6);
    return {
      facts: {
        "SIGKILLs of the app": kills,
        "files, in MB": megabytes(fileBytes),
        "fetched, in MB": megabytes(fetchedBytes),
        "at most destroyed by faults and kills, in MB": megabytes(destroyedBytes),
        "stops with a name, that went on": Object.values(stops).reduce((sum, times) => sum + times, 0),
      },
      rows: Object.entries(faults).map(([fault, times]) => ({ "answers of the file host": fault, times })),
      breaches,
    };
  },
};
