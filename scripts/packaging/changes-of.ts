/**
 * What CHANGELOG.md says about a version.
 * @throws when it says nothing
 */
export function changesOf(changelog: string, version: string): string {
  const sections = changelog.split(/^## /m);
  const section = sections.find((text) => text.startsWith(`${version} `) || text.startsWith(`${version}\n`));
  const changes = section?.slice(section.indexOf("\n")).trim() ?? "";
  if (changes === "") throw new Error(`CHANGELOG.md has no changes under the heading "## ${version}".`);
  return changes;
}
