/**
 * Path of a downloaded file in the models folder, which for the first weights file is also the model's id.
 * Each repository has its own folder, so that projectors with equal names do not collide. Subfolders are
 * joined into one folder name, because the library scan is limited in depth.
 */
export function downloadPath(repo: string, path: string): string {
  const folders = path.split("/");
  const name = folders.pop() ?? "";
  return [repo, ...(folders.length > 0 ? [folders.join("--")] : []), name].join("/");
}
