export interface ManifestFacts {
  readonly version: string;
  /** The repository's page, without a slash at the end. */
  readonly homepage: string;
  /** SHA-256 in hexadecimal of each file that a manifest may name. */
  readonly checksums: ReadonlyMap<string, string>;
}

/**
 * Fills a template of `packaging/`, whose README lists the placeholders.
 * @throws when it names a file that the release does not have, or has a placeholder that is unknown
 */
export function fillManifest(template: string, { version, homepage, checksums }: ManifestFacts): string {
  const filled = template
    .replaceAll("@VERSION@", version)
    .replaceAll("@HOMEPAGE@", homepage)
    .replaceAll("@DOWNLOADS@", `${homepage}/releases/download/v${version}`)
    .replaceAll(/@SHA256 ([^@]+)@/g, (_match, file: string) => {
      const checksum = checksums.get(file);
      if (checksum === undefined)
        throw new Error(`A manifest names ${file}, which is not among the packages.`);
      return checksum;
    });
  const unknown = /@[A-Z][A-Z0-9]*\b[^@]*@/.exec(filled)?.[0];
  if (unknown !== undefined) throw new Error(`Nothing is known for ${unknown} in a manifest.`);
  return filled;
}
