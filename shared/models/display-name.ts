import { visibleName } from "../visible-name.ts";
import { nameStem } from "./gguf-name.ts";

/**
 * A model's display name: from its header where that is meaningful, else from its file name.
 * `gemma-4-E2B-it-qat` becomes "Gemma 4 E2B QAT".
 */
export function displayName(headerName: string | null, fileName: string): string {
  const fromHeader = readable(headerName ?? "");
  const fromFile = readable(nameStem(fileName));
  if (isMeaningless(fromHeader)) {
    return fromFile === "" ? visibleName(fileName, longestName) : fromFile;
  }
  // "Gemma 4" does not identify the size, nor "Gemma 4 E2B" a QAT file; the file name may.
  const [byHeader, byFile] = [fromHeader, fromFile].map(sizeOf);
  if (byFile !== undefined && byHeader === undefined && /^gemma/i.test(fromHeader)) {
    return fromFile;
  }
  return byFile === byHeader && qat.test(fromFile) && !qat.test(fromHeader)
    ? `${fromHeader} QAT`
    : fromHeader;
}

const sizes = "E2B|E4B|12B|26B[- ]?A4B|31B";
const gemma = new RegExp(`gemma[- _]?4[- _](${sizes})(?![\\w.])`, "i");

const qat = / QAT(?![\w.])/;

const sizeOf = (name: string) => gemma.exec(name)?.[1];

/** No letters or digits, a commit hash, a number, or a converter's default name. */
const isMeaningless = (name: string) =>
  !/[\p{L}\p{N}]/u.test(name) || /^(?:[0-9a-f]{16,}|model|checkpoint.*|\d+)$/i.test(name);

const longestName = 80;
/** Only this much of a name is processed: a header may contain megabytes. */
const longestRead = 400;

function readable(name: string): string {
  const visible = visibleName(name, longestRead).trim();
  const spaced = visible.includes(" ") ? visible : visible.replaceAll(/[-_]+/g, " ");
  const words = (gemma.test(spaced) ? gemmaName(spaced) : spaced).replaceAll(/\s+/g, " ").trim();
  return words.length > longestName ? `${words.slice(0, longestName - 1)}…` : words;
}

/** Google's spelling of the size, without the words that all these models have in their names. */
function gemmaName(name: string): string {
  return name
    .replace(gemma, (_, size: string) => `Gemma 4 ${size.toUpperCase().replace(/^26B[- ]?A4B$/, "26B-A4B")}`)
    .replaceAll(/[-_ ](?:it|instruct|gguf)(?![\w.])/gi, "")
    .replaceAll(/[-_ ]qat(?![\w.])/gi, " QAT");
}
