export interface TypedCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * The words of a command as a shell would split them: at blanks, but not between quotation marks. Nothing else
 * means anything, as no shell is involved. A backslash stands for itself, except before a quotation mark.
 */
export function typedCommand(typed: string): TypedCommand {
  const words: string[] = [];
  let word: string | null = null;
  let quote = "";
  for (let at = 0; at < typed.length; at++) {
    const character = typed.charAt(at);
    const next = typed.charAt(at + 1);
    if (character === "\\" && (next === '"' || next === quote) && next !== "") {
      word = (word ?? "") + next;
      at++;
    } else if (quote !== "") {
      if (character === quote) quote = "";
      else word = (word ?? "") + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= "";
    } else if (/\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? "") + character;
  }
  if (word !== null) words.push(word);
  const [command = "", ...args] = words;
  return { command, args };
}
