/** The functions in this file take file names without a folder. */
export const isGgufName = (fileName: string) => /^[^.].*\.gguf$/i.test(fileName);

export interface SplitName {
  /** The common part of the names, without part number and extension. */
  readonly base: string;
  /** Counted from 1. */
  readonly part: number;
  readonly parts: number;
}

/** Parses llama.cpp's names of split models, such as `model-00002-of-00003.gguf`; null for any other name. */
export function splitName(fileName: string): SplitName | null {
  const match = /^(.+)-(\d{5})-of-(\d{5})\.gguf$/i.exec(fileName);
  if (match === null) {
    return null;
  }
  const [, base = "", part, parts] = match;
  const split = { base, part: Number(part), parts: Number(parts) };
  return split.part >= 1 && split.part <= split.parts ? split : null;
}

/** The file name of another part of a split model; `part` counts from 1. */
export function splitPartName({ base, parts }: SplitName, part: number): string {
  const digits = (number: number) => String(number).padStart(5, "0");
  return `${base}-${digits(part)}-of-${digits(parts)}.gguf`;
}

/** Whether it is a typical name of a projector (`mmproj-F16.gguf`) or drafter (`mtp-gemma-4-E2B-it.gguf`). */
export const isCompanionName = (fileName: string) => /(?:^|[-_. ])mmproj(?:[-_. ]|$)|^mtp-/i.test(fileName);

// Longer names first. They are those of llama.cpp and of publishers: UD-Q4_K_XL, IQ3_XXS, MXFP4_MOE.
const quantizations = [
  /Q\d_K(?:_(?:XXL|XL|L|M|S|XS|XXS))?/,
  /I?Q\d_(?:\d(?:_\d_\d)?|XXS|XS|S|M|L|XL|NL)/,
  /TQ\d_\d/,
  /(?:MX|NV)FP4(?:_MOE)?/,
  /BF16|FP?16|FP?32/,
];
const quantizationPattern = new RegExp(
  `(?<=^|[-_. ])(?:UD-)?(?:${quantizations.map(({ source }) => source).join("|")})(?=$|[-_. ])`,
  "gi",
);

/** The last quantisation name in a file name, in capitals; null when there is none. */
export function quantizationFromName(fileName: string): string | null {
  const last = [...withoutEnding(fileName).matchAll(quantizationPattern)].at(-1)?.[0];
  return last === undefined ? null : last.toUpperCase().replace(/^FP(?=16|32)/, "F");
}

/** The name without extension, part number and quantisation: `gemma-4-E2B-it`. */
export function nameStem(fileName: string): string {
  const name = withoutEnding(fileName).replace(quantizationPattern, "");
  // A pattern for the end would be tried at each of many separators.
  let end = name.length;
  while (end > 0 && "-_. ".includes(name.charAt(end - 1))) end -= 1;
  return name.slice(0, end);
}

function withoutEnding(fileName: string): string {
  return splitName(fileName)?.base ?? fileName.replace(/\.gguf$/i, "");
}
