import type { DownloadsSnapshot, downloadRoutes } from "../../../shared/ipc/download-routes.ts";
import type { Feature } from "../../ipc/feature.ts";
import type { Downloads } from "./downloads.ts";

export function downloadFeature(downloads: Downloads): Feature<typeof downloadRoutes, DownloadsSnapshot> {
  return {
    handlers: {
      "downloads.start": (wanted) => downloads.begin(wanted),
      "downloads.pause": ({ downloadId }) => downloads.pause(downloadId),
      "downloads.resume": ({ downloadId }) => downloads.resume(downloadId),
      "downloads.cancel": ({ downloadId }) => downloads.cancel(downloadId),
    },
    snapshot: { downloads: () => downloads.list() },
    dispose: () => downloads.dispose(),
  };
}
