import { describe, expect, it } from "vitest";
import shipped from "../../resources/catalog.json" with { type: "json" };
import { catalogSchema } from "./catalog.ts";
import { groupTree } from "./hub-listing.ts";
import { refreshedCatalog } from "./refreshed-catalog.ts";

const catalog = catalogSchema.parse(shipped);
const repo = "unsloth/gemma-4-E4B-it-GGUF";
const hash = (letter: string) => letter.repeat(64);
const listing = {
  repo,
  revision: "c".repeat(40),
  license: null,
  isGated: false,
  ...groupTree([
    { path: "gemma-4-E4B-it-Q8_0.gguf", sizeBytes: 8_000, sha256: hash("a") },
    { path: "gemma-4-E4B-it-UD-Q4_K_XL.gguf", sizeBytes: 5_000, sha256: hash("b") },
    { path: "mmproj-F16.gguf", sizeBytes: 900, sha256: hash("d") },
  ]),
};
const filesIn = (from: typeof catalog) =>
  from.sizes.flatMap(({ repositories }) => repositories).find((one) => one.repo === repo)?.files ?? [];

describe("refreshedCatalog", () => {
  const files = filesIn(refreshedCatalog(catalog, [listing]));

  it("adds the paths of files known only by quantisation", () => {
    expect(filesIn(catalog).find(({ quantization }) => quantization === "Q8_0")?.path).toBeNull();
    expect(files.find(({ quantization }) => quantization === "Q8_0")).toMatchObject({
      path: "gemma-4-E4B-it-Q8_0.gguf",
      sizeBytes: 8_000,
      sha256: hash("a"),
      revision: listing.revision,
    });
  });

  it("updates sizes and hashes of replaced files", () => {
    expect(files.find(({ path }) => path === "gemma-4-E4B-it-UD-Q4_K_XL.gguf")?.sha256).toBe(hash("b"));
    expect(files.find(({ path }) => path === "mmproj-F16.gguf")?.sizeBytes).toBe(900);
  });

  it("adds a projector where the catalog had none", () => {
    const without = {
      ...catalog,
      sizes: catalog.sizes.map((size) => ({
        ...size,
        repositories: size.repositories.map((repository) => ({
          ...repository,
          files: repository.files.filter(({ role }) => role !== "projector"),
        })),
      })),
    };
    expect(filesIn(refreshedCatalog(without, [listing])).at(-1)).toEqual({
      path: "mmproj-F16.gguf",
      role: "projector",
      quantization: "F16",
      revision: listing.revision,
      sizeBytes: 900,
      sha256: hash("d"),
    });
  });

  it("keeps files that are not listed and repositories without a listing", () => {
    const before = filesIn(catalog);
    const drafter = (from: typeof files) => from.find(({ role }) => role === "drafter");
    expect(drafter(files)).toEqual(drafter(before));
    expect(files.find(({ quantization }) => quantization === "BF16")?.sizeBytes).toBeNull();
    expect(refreshedCatalog(catalog, [])).toEqual(catalog);
  });
});
