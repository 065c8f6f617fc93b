/**
 * Where a file of a repository comes to lie in the models folder, and so the id of the model whose first file it is: a
 * folder for each repository, so that equal names of projectors never meet. Deeper folders become part of one name, for
 * the library looks only so deep.
 */
export function placeOf(repo: string, path: string): string {
  const folders = path.split("/");
  const name = folders.pop() ?? "";
  return [repo, ...(folders.length > 0 ? [folders.join("--")] : []), name].join("/");
}
