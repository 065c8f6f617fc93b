/** A tensor of a computation, as far as it decides what memory is taken and when. */
export interface GraphTensor {
  /**
   * Inputs are there before anything is computed, results stay to the end; weights and the cache are external: they have
   * memory of their own.
   */
  readonly kind: "input" | "computed" | "result" | "external";
  readonly bytes: number;
  /** Tensors of the same layout can lie in the same place. */
  readonly layout: string;
  /** What it is computed from, in llama.cpp's order. */
  readonly sources: readonly GraphTensor[];
  /** Whose memory it looks at in another shape; null: it has its own. */
  readonly viewOf: GraphTensor | null;
  /** Whether its operation may write over what it reads. */
  readonly overwrites: boolean;
}

/** Puts tensors into the order in which llama.cpp computes them: sources first, each once. */
export class GraphBuilder {
  readonly #seen = new Set<GraphTensor>();
  readonly tensors: GraphTensor[] = [];

  expand(tensor: GraphTensor): void {
    if (this.#seen.has(tensor)) return;
    this.#seen.add(tensor);
    for (const source of tensor.sources) this.expand(source);
    this.tensors.push(tensor);
  }
}

const bytesOfF32 = 4;
const bytesOfF16 = 2;

/** f32, in rows of so many numbers. */
const f32 = (width: number, rows: number) => ({
  bytes: width * rows * bytesOfF32,
  layout: `${width}x${rows}`,
});

export const external: GraphTensor = {
  kind: "external",
  bytes: 0,
  layout: "external",
  sources: [],
  viewOf: null,
  overwrites: false,
};

export const input = (bytes: number): GraphTensor => ({ ...external, kind: "input", bytes, layout: "input" });

/** Which of the context's cells each token of the batch may see. */
export const mask = (cells: number, tokens: number): GraphTensor => input(cells * tokens * bytesOfF16);

/** Into memory of its own: products, rows of a table, copies. */
export const fresh = (width: number, rows: number, ...sources: readonly GraphTensor[]): GraphTensor => ({
  kind: "computed",
  ...f32(width, rows),
  sources,
  viewOf: null,
  overwrites: false,
});

/** Number by number, in the shape of its first source: norms, sums, rotations. */
export const over = (first: GraphTensor, ...others: readonly GraphTensor[]): GraphTensor => ({
  ...first,
  kind: "computed",
  sources: [first, ...others],
  viewOf: null,
  overwrites: true,
});

/** The same numbers in another shape. */
export const view = (source: GraphTensor, width: number, rows: number): GraphTensor => ({
  kind: source.kind,
  ...f32(width, rows),
  sources: [source],
  viewOf: source.viewOf ?? source,
  overwrites: false,
});

export const result = (tensor: GraphTensor): GraphTensor => ({ ...tensor, kind: "result" });
