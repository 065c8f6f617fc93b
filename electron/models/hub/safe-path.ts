/** What may become a path on this computer: plain names, nothing hidden, no way up. */
export function isSafePath(path: string): boolean {
  return (
    path.length <= 400 &&
    path.split("/").every((segment) => /^[\w][\w.+ -]*$/.test(segment) && !/[. ]$/.test(segment))
  );
}
