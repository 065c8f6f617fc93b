/** A tensor of a compute graph, reduced to what determines its allocation. */
export interface GraphTensor {
  /**
   * Inputs are allocated before the computation, results until its end; weights and the KV cache are
   * external, with their own memory.
   */
  readonly kind: "input" | "computed" | "result" | "external";
  readonly bytes: number;
  /** Tensors of the same layout can share memory. */
  readonly layout: string;
  /** The operands, in llama.cpp's order. */
  readonly sources: readonly GraphTensor[];
  /** The tensor whose memory it views; null: it has its own. */
  readonly viewOf: GraphTensor | null;
  /** Whether the operation may run in place. */
  readonly overwrites: boolean;
}

/** Orders tensors as llama.cpp computes them: sources first, each once. */
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

/** An f32 matrix. */
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

/** The attention mask: which KV cells each token of the batch may attend to. */
export const mask = (cells: number, tokens: number): GraphTensor => input(cells * tokens * bytesOfF16);

/** A result in its own memory: products, table lookups, copies. */
export const newTensor = (width: number, rows: number, ...sources: readonly GraphTensor[]): GraphTensor => ({
  kind: "computed",
  ...f32(width, rows),
  sources,
  viewOf: null,
  overwrites: false,
});

/** An element-wise operation in the shape of its first source: norms, sums, rotations. */
export const elementwise = (first: GraphTensor, ...others: readonly GraphTensor[]): GraphTensor => ({
  ...first,
  kind: "computed",
  sources: [first, ...others],
  viewOf: null,
  overwrites: true,
});

/** A view of the same memory in another shape. */
export const view = (source: GraphTensor, width: number, rows: number): GraphTensor => ({
  kind: source.kind,
  ...f32(width, rows),
  sources: [source],
  viewOf: source.viewOf ?? source,
  overwrites: false,
});

export const result = (tensor: GraphTensor): GraphTensor => ({ ...tensor, kind: "result" });
