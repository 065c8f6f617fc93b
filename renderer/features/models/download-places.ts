/** Where a model can be had; each has words in `i18n/models`. */
export interface DownloadPlace {
  readonly name: string;
  readonly repository: string;
  /** What the 4-bit file needs in memory, a usual chat included, in GB. */
  readonly memoryGb: number;
  readonly use: "quick" | "everyday" | "capable" | "fast" | "best";
}

/** The five sizes of Gemma 4, smallest first. */
export const downloadPlaces: readonly DownloadPlace[] = [
  { name: "Gemma 4 E2B", repository: "unsloth/gemma-4-E2B-it-GGUF", memoryGb: 4, use: "quick" },
  { name: "Gemma 4 E4B", repository: "unsloth/gemma-4-E4B-it-GGUF", memoryGb: 6, use: "everyday" },
  { name: "Gemma 4 12B", repository: "unsloth/gemma-4-12b-it-GGUF", memoryGb: 8, use: "capable" },
  { name: "Gemma 4 26B-A4B", repository: "unsloth/gemma-4-26B-A4B-it-GGUF", memoryGb: 18, use: "fast" },
  { name: "Gemma 4 31B", repository: "unsloth/gemma-4-31B-it-GGUF", memoryGb: 20, use: "best" },
];

/** The page that lists the model's files, which opens outside of Facet. */
export function downloadPage({ repository }: DownloadPlace): string {
  return `https://huggingface.co/${repository}/tree/main`;
}
