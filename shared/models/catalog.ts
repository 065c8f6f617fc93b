import { z } from "zod";

const bytes = z.number().int().positive();

const fileSchema = z.object({
  /** Path in the repository; null until a listing was fetched. */
  path: z.string().max(1024).nullable(),
  role: z.enum(["weights", "projector", "drafter"]),
  /** From the file name; null for a drafter. */
  quantization: z.string().max(64).nullable(),
  /** The commit of these facts; null: the newest. */
  revision: z.string().max(64).nullable(),
  sizeBytes: bytes.nullable(),
  /** Lower-case hex. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
});

const repositorySchema = z.object({
  repo: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  /** Quantisation-aware training: little loss at few bits per weight. */
  isQat: z.boolean(),
  files: z.array(fileSchema),
});

const range = z.tuple([z.number(), z.number()]);

const sizeSchema = z.object({
  id: z.enum(["E2B", "E4B", "12B", "26B-A4B", "31B"]),
  name: z.string(),
  takes: z.array(z.enum(["text", "image", "audio"])),
  /** Total memory in GB by bits per weight, from the publisher's guide. */
  memoryGb: z.object({ "4": range, "8": range, "16": range }),
  /** Whether speculative decoding with a drafter makes it faster. */
  drafterHelps: z.boolean(),
  /** In percent, higher is better; FLEURS is an error rate, lower is better. */
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

/** The downloadable Gemma 4 models and their published facts. Unknown values are null, never guessed. */
export const catalogSchema = z.object({
  version: z.literal(1),
  license: z.string(),
  sizes: z.array(sizeSchema),
});

export type Catalog = z.infer<typeof catalogSchema>;
export type CatalogSize = Catalog["sizes"][number];
export type CatalogRepository = CatalogSize["repositories"][number];
export type CatalogFile = CatalogRepository["files"][number];

/** The result of refreshing the catalog from the hub. */
export interface CatalogRefresh {
  readonly catalog: Catalog;
  /** Repositories whose listing failed; their previous facts are kept. */
  readonly unreadRepos: readonly string[];
}
