import { nameStem } from "./gguf-name.ts";
import type { ModelProjector } from "./model.ts";

/** A projector's file that is whole. */
export interface ProjectorFile extends ModelProjector {
  /** Numbers in an embedding of the models it belongs to; null when its header does not say. */
  readonly embeddingLength: number | null;
}

/**
 * The projector that belongs to a model: one from the same folder that speaks its embeddings. Of several, the one whose name
 * shares most words with the model's; of these, the most precise that is not needlessly large, as the guide wants for sound.
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

/** What is not known does not speak against it; opening it would tell. */
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
