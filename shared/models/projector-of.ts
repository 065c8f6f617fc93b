import { nameStem } from "./gguf-name.ts";
import type { ModelProjector } from "./model.ts";

/** A complete projector file. */
export interface ProjectorFile extends ModelProjector {
  /** Embedding length of the models it is for; null when its header does not state it. */
  readonly embeddingLength: number | null;
}

/**
 * The projector of a model: one in the same folder with the same embedding length. Of several, the one whose
 * name shares the most words with the model's; of these, BF16 before F16 before F32, as the guide recommends
 * for audio.
 */
export function projectorOf(
  model: { readonly id: string; readonly embeddingLength: number | null },
  projectors: readonly ProjectorFile[],
): ProjectorFile | null {
  const words = wordsIn(model.id);
  const fitting = projectors.filter(
    ({ id, embeddingLength }) =>
      folderOf(id) === folderOf(model.id) && isSame(embeddingLength, model.embeddingLength),
  );
  const [best = null] = fitting.toSorted(
    (a, b) =>
      sharedWords(b, words) - sharedWords(a, words) ||
      rank(a) - rank(b) ||
      (a.fileName < b.fileName ? -1 : 1),
  );
  return best;
}

/** An unknown length counts as a match; loading the projector checks it. */
const isSame = (a: number | null, b: number | null) => a === null || b === null || a === b;

const folderOf = (id: string) => id.slice(0, id.lastIndexOf("/") + 1);

const wordsIn = (id: string) =>
  new Set(nameStem(id.slice(id.lastIndexOf("/") + 1).toLowerCase()).split(/[-_. ]+/));

const sharedWords = ({ fileName }: ProjectorFile, words: ReadonlySet<string>) =>
  [...wordsIn(fileName)].filter((word) => words.has(word)).length;

function rank({ fileName }: ProjectorFile): number {
  const kinds = ["BF16", "F16", "F32"];
  const place = kinds.findIndex((kind) => new RegExp(`(?:^|[-_.])${kind}(?:[-_.]|$)`, "i").test(fileName));
  return place === -1 ? kinds.length : place;
}
