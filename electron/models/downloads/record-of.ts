import { AppError } from "../../../shared/ipc/result.ts";
import { isDrafterPath, type HubListing } from "../../../shared/models/hub-listing.ts";
import type { DownloadRecord, WantedFiles } from "./download-record.ts";

/**
 * The record of a download, with sizes and hashes as the hub reports them now. A drafter that the hub does not list
 * any more is left out: the model is as good without it.
 * @throws AppError `hub-missing` when the hub does not list one of the files
 */
export function recordOf(listing: HubListing, { repo, revision, paths, name }: WantedFiles): DownloadRecord {
  const listed = [
    ...listing.variants.flatMap(({ files }) => files),
    ...listing.projectors,
    ...listing.drafters,
  ];
  const hasMore = paths.some((path) => !isDrafterPath(path));
  const files = paths.flatMap((path) => {
    const file = listed.find((one) => one.path === path);
    if (!file && hasMore && isDrafterPath(path)) return [];
    if (!file) throw new AppError("hub-missing", `${repo} has no ${path}`, { repo, path });
    return [{ path, role: file.role, sizeBytes: file.sizeBytes, sha256: file.sha256 }];
  });
  return {
    repo,
    branch: revision,
    revision: listing.revision,
    name,
    files,
    isPaused: false,
    createdAtMs: Date.now(),
  };
}
