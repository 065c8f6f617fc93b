import { nameStem } from "./gguf-name.ts";

/** A complete file that belongs to models: a projector or a drafter. */
export interface CompanionFile {
  /** Path in the models folder, with forward slashes. */
  readonly id: string;
  readonly fileName: string;
  /** Embedding length of the models it is for; null when its header does not state it. */
  readonly embeddingLength: number | null;
}

/**
 * The companion of a model: one in the same folder with the same embedding length. Of several, the one whose
 * name shares the most words with the model's; of these, BF16 before F16 before F32, as the guide recommends
 * for the audio of projectors.
 */
export function companionOf<Companion extends CompanionFile>(
  model: { readonly id: string; readonly embeddingLength: number | null },
  companions: readonly Companion[],
): Companion | null {
  const words = wordsIn(model.id);
  const fitting = companions.filter(
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

/** An unknown length counts as a match; loading the companion checks it. */
const isSame = (a: number | null, b: number | null) => a === null || b === null || a === b;

const folderOf = (id: string) => id.slice(0, id.lastIndexOf("/") + 1);

const wordsIn = (id: string) =>
  new Set(nameStem(id.slice(id.lastIndexOf("/") + 1).toLowerCase()).split(/[-_. ]+/));

const sharedWords = ({ fileName }: CompanionFile, words: ReadonlySet<string>) =>
  [...wordsIn(fileName)].filter((word) => words.has(word)).length;

function rank({ fileName }: CompanionFile): number {
  const kinds = ["BF16", "F16", "F32"];
  const place = kinds.findIndex((kind) => new RegExp(`(?:^|[-_.])${kind}(?:[-_.]|$)`, "i").test(fileName));
  return place === -1 ? kinds.length : place;
}
