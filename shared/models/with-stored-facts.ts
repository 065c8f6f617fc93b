import type { Catalog, CatalogFile, CatalogRepository } from "./catalog.ts";

/**
 * The catalog that this version of Facet ships, with facts from a catalog that was refreshed under another
 * version where the shipped one has none: what was unknown of a file, and projectors and drafters it does not list.
 */
export function withStoredFacts(shipped: Catalog, stored: Catalog): Catalog {
  const repositories = stored.sizes.flatMap((size) => size.repositories);
  return {
    ...shipped,
    sizes: shipped.sizes.map((size) => ({
      ...size,
      repositories: size.repositories.map((repository) => {
        const known = repositories.find(({ repo }) => repo === repository.repo);
        return known === undefined ? repository : completed(repository, known.files);
      }),
    })),
  };
}

function completed(repository: CatalogRepository, stored: readonly CatalogFile[]): CatalogRepository {
  const { files } = repository;
  const companions = stored.filter(
    ({ role }) => role !== "weights" && files.every((file) => file.role !== role),
  );
  return { ...repository, files: [...files.map((file) => fileWith(file, stored)), ...companions] };
}

/** Path, revision, size and hash belong together, so they are all taken from one of the two. */
function fileWith(file: CatalogFile, stored: readonly CatalogFile[]): CatalogFile {
  if (file.path !== null && file.sizeBytes !== null) return file;
  const known = stored.find(
    ({ role, path, quantization }) =>
      role === file.role && (file.path === null ? quantization === file.quantization : path === file.path),
  );
  return known ?? file;
}
