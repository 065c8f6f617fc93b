const longestName = 255;

/**
 * What is not seen: control characters and those that only change how others are shown (such as the override of
 * the writing direction, with which `gpj.exe` looks like `exe.jpg`), line separators, and fillers without a shape.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]/gu;

/** Joiners are part of how emoji, and the scripts of India and Persia, are written. */
const joined = /(?<=[^\p{ASCII}])[\u200c\u200d](?=[^\p{ASCII}\p{C}])/gu;

/**
 * A name from a file, a hub, a server or another program as it may be shown: one line of bounded length, in which
 * nothing is invisible. Characters that are not seen are shown by their code, as in `[U+202E]`.
 */
export function visibleName(name: string, maxLength = longestName): string {
  // A header may have megabytes.
  const read = name.slice(0, maxLength + 1).toWellFormed();
  const joiners = new Set(Array.from(read.matchAll(joined), ({ index }) => index));
  const visible = read.replace(unseen, (character, at: number) =>
    joiners.has(at) ? character : codeOf(character),
  );
  return visible.length > maxLength ? `${visible.slice(0, maxLength - 1).replace(/\p{Cs}$/u, "")}…` : visible;
}

function codeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
}
