import type { GraphTensor } from "./graph-tensor.ts";

/**
 * The size of the buffer llama.cpp reserves for a graph, by simulating its allocator: each tensor takes the
 * smallest gap it fits in, or the end; it is freed after its last reader; some operations run in place.
 * Source: `ggml_gallocr_alloc_graph_impl` and `ggml_dyn_tallocr_alloc` in ggml-alloc.c.
 */
export function graphBufferBytes(tensors: readonly GraphTensor[]): number {
  return new GraphAllocator().run(tensors);
}

interface Block {
  start: number;
  bytes: number;
}

interface Use {
  readers: number;
  views: number;
  place: Block | null;
}

const alignmentBytes = 32;

class GraphAllocator {
  /** In address order; the last block is unbounded. */
  readonly #free: Block[] = [{ start: 0, bytes: Infinity }];
  readonly #uses = new Map<GraphTensor, Use>();
  #mostBytes = 0;

  run(tensors: readonly GraphTensor[]): number {
    for (const tensor of tensors) if (tensor.kind === "input") this.#place(tensor);
    for (const tensor of tensors) {
      if (tensor.viewOf !== null) this.#useOf(tensor.viewOf).views += 1;
      for (const source of tensor.sources) this.#useOf(source).readers += 1;
    }
    for (const tensor of tensors) {
      this.#place(tensor);
      for (const source of tensor.sources) this.#read(source);
    }
    return this.#mostBytes;
  }

  #useOf(tensor: GraphTensor): Use {
    let use = this.#uses.get(tensor);
    if (use === undefined) {
      use = { readers: 0, views: 0, place: null };
      this.#uses.set(tensor, use);
    }
    return use;
  }

  #place(tensor: GraphTensor): void {
    const use = this.#useOf(tensor);
    if (use.place !== null || tensor.viewOf !== null || tensor.kind === "external") return;
    use.place = this.#overwritten(tensor) ?? this.#take(tensor.bytes);
  }

  /**
   * Returns the block of a source that may be overwritten. As in llama.cpp, the sources of views are not
   * resolved.
   */
  #overwritten(tensor: GraphTensor): Block | null {
    if (!tensor.overwrites) return null;
    for (const source of tensor.sources) {
      const use = this.#useOf(source);
      const isLastReader = use.readers === 1 && use.views === 0;
      if (use.place !== null && source.layout === tensor.layout && isLastReader && source.kind !== "result") {
        const { place } = use;
        use.place = null;
        return place;
      }
    }
    return null;
  }

  /** Decrements the reader count and frees a tensor without readers. */
  #read(source: GraphTensor): void {
    const use = this.#useOf(source);
    use.readers -= 1;
    if (use.readers > 0 || use.views > 0) return;
    const root = source.viewOf ?? source;
    const rootUse = this.#useOf(root);
    if (root !== source) rootUse.views -= 1;
    const isDone = rootUse.readers === 0 && rootUse.views === 0 && root.kind !== "result";
    if (!isDone || rootUse.place === null) return;
    this.#giveBack(rootUse.place);
    rootUse.place = null;
  }

  #take(wanted: number): Block {
    const bytes = aligned(wanted);
    const gaps = this.#free.slice(0, -1).filter((gap) => gap.bytes >= bytes);
    // Of equally small gaps, the last one.
    const best = gaps.reduce<Block | null>(
      (least, gap) => (least === null || gap.bytes <= least.bytes ? gap : least),
      null,
    );
    const from = best ?? this.#free.at(-1) ?? { start: 0, bytes: Infinity };
    const place = { start: from.start, bytes };
    from.start += bytes;
    from.bytes -= bytes;
    if (from.bytes === 0) this.#free.splice(this.#free.indexOf(from), 1);
    this.#mostBytes = Math.max(this.#mostBytes, place.start + bytes);
    return place;
  }

  #giveBack(block: Block): void {
    const at = this.#free.findIndex(({ start }) => start > block.start);
    const before = this.#free[at - 1];
    const isNext = before !== undefined && endOf(before) === block.start;
    const gap = isNext ? before : { ...block };
    if (isNext) before.bytes += block.bytes;
    else this.#free.splice(at, 0, gap);
    const next = this.#free.indexOf(gap) + 1;
    const after = this.#free[next];
    if (after?.start === endOf(gap)) {
      gap.bytes += after.bytes;
      this.#free.splice(next, 1);
    }
  }
}

const endOf = ({ start, bytes }: Block) => start + bytes;
const aligned = (bytes: number) => Math.ceil(bytes / alignmentBytes) * alignmentBytes;
