import {
  GraphBuilder,
  external,
  newTensor,
  input,
  mask,
  elementwise,
  result,
  view,
  type GraphTensor,
} from "./graph-tensor.ts";
import type { GraphLayer, GraphShape } from "./graph-shape.ts";

export interface GraphSize {
  /** Tokens in the batch. */
  readonly tokens: number;
  /** How many of them have logits. */
  readonly outputs: number;
  /** KV cells of the global layers and of the sliding-window layers. */
  readonly globalCells: number;
  readonly slidingCells: number;
  /** A quantised cache stores keys and values multiplied by a rotation matrix. */
  readonly rotatesCache: boolean;
}

/** The rotation matrices of keys and values. */
type Rotations = readonly [keys: GraphTensor, values: GraphTensor];

interface Inputs {
  readonly positions: GraphTensor;
  readonly masks: { readonly global: GraphTensor; readonly sliding: GraphTensor };
  readonly slots: { readonly global: readonly GraphTensor[]; readonly sliding: readonly GraphTensor[] };
  readonly turns: { readonly global: Rotations; readonly sliding: Rotations } | null;
}

/**
 * The tensors that llama.cpp computes for a batch, in its order. Source: `llama_model_gemma4::graph` in
 * models/gemma4.cpp and the functions it calls in llama-graph.cpp.
 */
export function gemma4Graph(shape: GraphShape, size: GraphSize): readonly GraphTensor[] {
  const graph = new GraphBuilder();
  const { tokens, outputs } = size;
  const ids = input(tokens * 4);
  const rows = newTensor(shape.width, tokens, external, ids);
  graph.expand(rows);
  // The embedding input, for images and audio, is reserved too.
  graph.expand(input(shape.width * tokens * 4));
  const inputs = inputsOf(shape, size);
  let layerInput = elementwise(rows);
  const perLayer = perLayerInputs(graph, shape, tokens, layerInput);
  for (const [index, layer] of shape.layers.entries()) {
    layerInput = layerOutput(graph, shape, { layer, index, size, inputs, perLayer, layerInput });
  }
  // Both stay allocated next to the logits.
  const hidden = result(weighted(layerInput));
  const wanted = result(newTensor(shape.width, outputs, hidden, input(outputs * 4)));
  const logits = newTensor(shape.vocabularySize, outputs, external, wanted);
  graph.expand(shape.capsLogits ? elementwise(elementwise(elementwise(logits))) : logits);
  return graph.tensors;
}

function inputsOf({ layers }: GraphShape, size: GraphSize): Inputs {
  const { tokens, globalCells, slidingCells, rotatesCache } = size;
  const turns = (slides: boolean): Rotations => {
    const headSize = layers.find((layer) => layer.slides === slides)?.headSize ?? 0;
    return [input(headSize * headSize * 4), input(rotationBlock * rotationBlock * 4)];
  };
  const slots = () => [input(tokens * 8), input(tokens * 8)];
  return {
    positions: input(tokens * 4),
    masks: { global: mask(globalCells, tokens), sliding: mask(slidingCells, tokens) },
    slots: { global: slots(), sliding: slots() },
    turns: rotatesCache ? { global: turns(false), sliding: turns(true) } : null,
  };
}

/** Values are rotated in blocks of this size. */
const rotationBlock = 64;

/** A norm with its weights. */
const weighted = (tensor: GraphTensor) => elementwise(elementwise(tensor), external);
const product = (width: number, tokens: number, of: GraphTensor) => newTensor(width, tokens, external, of);

/** One short row per token and layer: the sum of a table lookup and a projection of the embedding. */
function perLayerInputs(
  graph: GraphBuilder,
  { perLayerEmbedding, layers }: GraphShape,
  tokens: number,
  embedding: GraphTensor,
): GraphTensor | null {
  if (perLayerEmbedding === 0) return null;
  const width = perLayerEmbedding * layers.length;
  const split = (tensor: GraphTensor) => view(tensor, perLayerEmbedding, layers.length * tokens);
  const selected = elementwise(split(newTensor(width, tokens, external, input(tokens * 4))));
  graph.expand(selected);
  const projected = split(elementwise(product(width, tokens, embedding)));
  const sum = elementwise(elementwise(weighted(projected), selected));
  return newTensor(
    perLayerEmbedding,
    layers.length * tokens,
    view(sum, perLayerEmbedding, layers.length * tokens),
  );
}

interface LayerPlace {
  readonly layer: GraphLayer;
  readonly index: number;
  readonly size: GraphSize;
  readonly inputs: Inputs;
  readonly perLayer: GraphTensor | null;
  readonly layerInput: GraphTensor;
}

function layerOutput(graph: GraphBuilder, shape: GraphShape, place: LayerPlace): GraphTensor {
  const { layer, layerInput, perLayer, size } = place;
  const { width } = shape;
  const { tokens } = size;
  const attended = elementwise(weighted(attention(graph, shape, place)), layerInput);
  const fedForward = layer.experts === null ? dense(attended) : mixture();
  const residual = elementwise(weighted(fedForward), attended);
  if (perLayer === null) return elementwise(residual, external);
  const length = shape.perLayerEmbedding;
  const gated = elementwise(elementwise(product(length, tokens, residual)), view(perLayer, length, tokens));
  return elementwise(elementwise(residual, weighted(product(width, tokens, gated))), external);

  function dense(from: GraphTensor): GraphTensor {
    const normed = weighted(from);
    const up = product(layer.feedForward, tokens, normed);
    const gate = product(layer.feedForward, tokens, normed);
    return product(width, tokens, newTensor(layer.feedForward, tokens, gate, up));
  }

  function mixture(): GraphTensor {
    const alone = weighted(dense(attended));
    const together = weighted(experts(graph, attended, { width, tokens, experts: layer.experts }));
    return elementwise(alone, together);
  }
}

function attention(graph: GraphBuilder, { width }: GraphShape, place: LayerPlace): GraphTensor {
  const { layer, size, inputs, layerInput } = place;
  const { tokens } = size;
  const { headSize, heads, keyValueHeads, hasValues, slides } = layer;
  const sort = slides ? "sliding" : "global";
  const normed = weighted(layerInput);
  const byHead = (tensor: GraphTensor, count: number) => view(tensor, headSize, count * tokens);
  const turned = (tensor: GraphTensor, which: 0 | 1, count: number) => {
    const turn = inputs.turns?.[sort][which];
    if (turn === undefined) return tensor;
    const flat = view(tensor, headSize, count * tokens);
    return view(newTensor(headSize, count * tokens, turn, flat), headSize, count * tokens);
  };
  const rotated = (tensor: GraphTensor) => elementwise(tensor, inputs.positions);
  const query = turned(rotated(weighted(byHead(product(headSize * heads, tokens, normed), heads))), 0, heads);
  if (keyValueHeads === 0) {
    graph.expand(query);
  } else {
    const length = headSize * keyValueHeads;
    const keyProduct = product(length, tokens, normed);
    const valueProduct = hasValues ? product(length, tokens, normed) : keyProduct;
    const key = turned(rotated(weighted(byHead(keyProduct, keyValueHeads))), 0, keyValueHeads);
    const value = turned(elementwise(byHead(valueProduct, keyValueHeads)), 1, keyValueHeads);
    graph.expand(query);
    graph.expand(key);
    graph.expand(value);
    const [keySlots = external, valueSlots = external] = inputs.slots[sort];
    graph.expand(stored(view(key, length, tokens), keySlots));
    graph.expand(stored(view(value, length, tokens), valueSlots));
  }
  const seen = view(view(query, headSize, heads * tokens), headSize, heads * tokens);
  const answer = newTensor(headSize * heads, tokens, seen, external, external, inputs.masks[sort]);
  const back = turned(view(answer, headSize * heads, tokens), 1, heads);
  graph.expand(back);
  return product(width, tokens, back);
}

/** A write to the KV cache, which is outside this buffer. */
function stored(tensor: GraphTensor, slots: GraphTensor): GraphTensor {
  return { ...view(external, 0, 0), sources: [tensor, slots] };
}

function experts(
  graph: GraphBuilder,
  from: GraphTensor,
  { width, tokens, experts: sizes }: { width: number; tokens: number; experts: GraphLayer["experts"] },
): GraphTensor {
  const { count, used, feedForward } = sizes ?? { count: 0, used: 0, feedForward: 0 };
  const normed = weighted(from);
  const logits = product(count, tokens, elementwise(elementwise(elementwise(from)), external));
  const chances = elementwise(logits);
  const sorted = newTensor(count, tokens, chances);
  const chosen = view(sorted, used, tokens);
  const shares = newTensor(used, tokens, view(chances, 1, count * tokens), chosen);
  const flat = view(shares, used, tokens);
  const weights = view(elementwise(flat, elementwise(newTensor(1, tokens, flat))), 1, used * tokens);
  graph.expand(weights);
  const both = newTensor(feedForward * 2, used * tokens, external, view(normed, width, tokens), chosen);
  const half = () => view(both, feedForward, used * tokens);
  const activated = newTensor(feedForward, used * tokens, half(), half());
  const each = elementwise(newTensor(width, used * tokens, external, activated, chosen), weights);
  graph.expand(each);
  const views = Array.from({ length: used }, () => view(each, width, tokens));
  for (const one of views) graph.expand(one);
  const [first = each, ...others] = views;
  return others.reduce((sum, one) => {
    const next = { ...elementwise(sum, one), ...newTensor(width, tokens, sum, one), overwrites: true };
    graph.expand(next);
    return next;
  }, first);
}
