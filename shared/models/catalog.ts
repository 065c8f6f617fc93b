import { z } from "zod";

const bytes = z.number().int().positive();

const fileSchema = z.object({
  /** Inside the repository; null until a listing was read. */
  path: z.string().max(1024).nullable(),
  role: z.enum(["weights", "projector", "drafter"]),
  /** As the name says it; null for a drafter. */
  quantization: z.string().max(64).nullable(),
  /** The commit these facts are of; null: of whatever is newest. */
  revision: z.string().max(64).nullable(),
  sizeBytes: bytes.nullable(),
  /** In hexadecimal. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
});

const repositorySchema = z.object({
  repo: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  /** Trained to lose little when stored in few bits. */
  isQat: z.boolean(),
  files: z.array(fileSchema),
});

const range = z.tuple([z.number(), z.number()]);

const sizeSchema = z.object({
  id: z.enum(["E2B", "E4B", "12B", "26B-A4B", "31B"]),
  name: z.string(),
  takes: z.array(z.enum(["text", "image", "audio"])),
  /** What the publisher's guide says is needed in all, in GB, by bits to a weight. */
  memoryGb: z.object({ "4": range, "8": range, "16": range }),
  /** Whether a drafter makes it faster. */
  drafterHelps: z.boolean(),
  /** In percent, but for speech, where less is better. */
  benchmarks: z.object({
    mmluPro: z.number().nullable(),
    aime2026: z.number().nullable(),
    liveCodeBench: z.number().nullable(),
    gpqaDiamond: z.number().nullable(),
    mmmlu: z.number().nullable(),
    mmmuPro: z.number().nullable(),
    fleurs: z.number().nullable(),
  }),
  repositories: z.array(repositorySchema),
});

/** What can be had of Gemma 4, and what is known of it. What is not known is null, never guessed. */
export const catalogSchema = z.object({
  version: z.literal(1),
  license: z.string(),
  sizes: z.array(sizeSchema),
});

export type Catalog = z.infer<typeof catalogSchema>;
export type CatalogSize = Catalog["sizes"][number];
export type CatalogRepository = CatalogSize["repositories"][number];
export type CatalogFile = CatalogRepository["files"][number];

/** What came of asking the hub. */
export interface CatalogRefresh {
  readonly catalog: Catalog;
  /** Repositories that could not be read: what was known of them stays. */
  readonly unreadRepos: readonly string[];
}
