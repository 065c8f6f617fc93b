import type { Catalog, CatalogFile, CatalogRepository } from "./catalog.ts";
import { quantizationFromName } from "./gguf-name.ts";
import { companionsToFetch, type HubFile, type HubListing } from "./hub-listing.ts";

/**
 * Updates the catalog from the hub's listings: sizes, hashes and commits of its files, paths of files known
 * only by quantisation, and a projector or a drafter where it had none. Files that are no longer listed, and repositories
 * without a listing, keep their previous facts.
 */
export function refreshedCatalog(catalog: Catalog, listings: readonly HubListing[]): Catalog {
  return {
    ...catalog,
    sizes: catalog.sizes.map((size) => ({
      ...size,
      repositories: size.repositories.map((repository) => {
        const listing = listings.find(({ repo }) => repo === repository.repo);
        return listing === undefined ? repository : refreshed(repository, listing);
      }),
    })),
  };
}

function refreshed(repository: CatalogRepository, listing: HubListing): CatalogRepository {
  const files = repository.files.map((file) => refreshedFile(file, listing));
  const added = companionsToFetch(listing, true)
    .filter(({ role }) => files.every((file) => file.role !== role))
    .map((file) => companionFile(file, listing.revision));
  return { ...repository, files: [...files, ...added] };
}

/** A projector or a drafter that the catalog did not list. */
function companionFile({ path, role, sizeBytes, sha256 }: HubFile, revision: string): CatalogFile {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const quantization = role === "drafter" ? null : quantizationFromName(name);
  return { path, role, quantization, revision, sizeBytes, sha256 };
}

function refreshedFile(
  file: CatalogFile,
  { revision, variants, projectors, drafters }: HubListing,
): CatalogFile {
  if (file.role === "weights") {
    const variant =
      variants.find(({ path }) => path === file.path) ??
      variants.find(({ quantization }) => file.path === null && quantization === file.quantization);
    const [first] = variant?.files ?? [];
    // A split model has a hash per part, which is verified when the part is downloaded.
    return variant === undefined || first === undefined
      ? file
      : {
          ...file,
          path: variant.path,
          revision,
          sizeBytes: variant.sizeBytes,
          sha256: variant.files.length === 1 ? first.sha256 : null,
        };
  }
  const listed = [...projectors, ...drafters].find(({ path }) => path === file.path);
  return listed === undefined ? file : { ...file, ...sizeOf(listed), revision };
}

const sizeOf = ({ sizeBytes, sha256 }: HubFile) => ({ sizeBytes, sha256 });
