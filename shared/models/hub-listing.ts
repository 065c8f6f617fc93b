import type { FileRole } from "./download.ts";
import { isCompanionName, isGgufName, quantizationFromName, splitName } from "./gguf-name.ts";

/** A repository in search results. */
export interface HubRepository {
  readonly repo: string;
  readonly downloads: number | null;
  readonly isGated: boolean;
  readonly license: string | null;
  readonly updatedAtMs: number | null;
}

export interface HubFile {
  /** Path in the repository. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly role: FileRole;
}

/** One quantisation of the weights: a file, or all parts of a split one. */
export interface HubVariant {
  /** Path of the first part. */
  readonly path: string;
  readonly quantization: string | null;
  readonly files: readonly HubFile[];
  readonly sizeBytes: number;
}

/** The GGUF files of a repository at one commit, grouped by role. */
export interface HubListing {
  readonly repo: string;
  readonly revision: string;
  readonly license: string | null;
  readonly isGated: boolean;
  /** Smallest first. */
  readonly variants: readonly HubVariant[];
  readonly projectors: readonly HubFile[];
  readonly drafters: readonly HubFile[];
}

export interface TreeFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/**
 * Groups the files of a repository. Split models with missing parts are left out, because they cannot be
 * loaded.
 */
export function groupTree(
  tree: readonly TreeFile[],
): Pick<HubListing, "variants" | "projectors" | "drafters"> {
  const files = tree
    .filter(({ path }) => isGgufName(nameOf(path)) && !/imatrix/i.test(nameOf(path)))
    .map((file): HubFile => ({ ...file, role: roleFromName(nameOf(file.path)) }))
    .sort((a, b) => a.path.localeCompare(b.path, "en", { numeric: true }));
  const weights = files.filter(({ role }) => role === "weights");
  return {
    variants: [...Map.groupBy(weights, ({ path }) => wholeName(path)).values()]
      .filter(isWhole)
      .map(variantOf)
      .sort((a, b) => a.sizeBytes - b.sizeBytes),
    projectors: files.filter(({ role }) => role === "projector"),
    drafters: files.filter(({ role }) => role === "drafter"),
  };
}

/** The files to download with the weights, the projector first. */
export function companionsToFetch(
  listing: Pick<HubListing, "repo" | "projectors" | "drafters">,
  withDrafter: boolean,
): readonly HubFile[] {
  const files = [projectorToFetch(listing), withDrafter ? drafterToFetch(listing) : null];
  return files.filter((file) => file !== null);
}

/** F16, which runs everywhere without loss, else BF16, else the smallest. */
function projectorToFetch({ projectors }: Pick<HubListing, "projectors">): HubFile | null {
  const stored = (wanted: string) =>
    projectors.find(({ path }) => quantizationFromName(nameOf(path)) === wanted);
  return stored("F16") ?? stored("BF16") ?? smallestOf(projectors);
}

/** The smallest, which drafts fastest; null also for mixtures of experts, which it would not make faster. */
export function drafterToFetch({ repo, drafters }: Pick<HubListing, "repo" | "drafters">): HubFile | null {
  return /-A\d+B(?![0-9A-Z])/i.test(repo) ? null : smallestOf(drafters);
}

const smallestOf = (files: readonly HubFile[]) =>
  files.toSorted((a, b) => a.sizeBytes - b.sizeBytes)[0] ?? null;

function variantOf(files: readonly HubFile[]): HubVariant {
  const path = files[0]?.path ?? "";
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  // Some repositories have one folder per quantisation and name it only there.
  const quantization = quantizationFromName(nameOf(path)) ?? quantizationFromName(path.split("/")[0] ?? "");
  return { path, quantization, files, sizeBytes };
}

function isWhole(files: readonly HubFile[]): boolean {
  return files.length === (splitName(nameOf(files[0]?.path ?? ""))?.parts ?? 1);
}

function wholeName(path: string): string {
  const split = splitName(nameOf(path));
  return split === null ? path : `${path.slice(0, -nameOf(path).length)}${split.base}/${split.parts}`;
}

/** Whether a file of a repository is a drafter, by its name. */
export const isDrafterPath = (path: string): boolean => roleFromName(nameOf(path)) === "drafter";

function roleFromName(fileName: string): FileRole {
  if (!isCompanionName(fileName)) return "weights";
  return /^mtp-/i.test(fileName) ? "drafter" : "projector";
}

const nameOf = (path: string) => path.slice(path.lastIndexOf("/") + 1);
