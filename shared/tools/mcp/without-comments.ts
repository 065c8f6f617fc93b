/** JSON with comments and trailing commas, as some editors store it, as plain JSON. */
export function withoutComments(text: string): string {
  const tokens: string[] = [];
  /** The place of a comma after which there was nothing but white space and comments. */
  let comma: number | null = null;
  for (let at = 0; at < text.length;) {
    const end = endOfToken(text, at);
    const token = text.slice(at, end);
    at = end;
    if (token.startsWith("//") || token.startsWith("/*")) continue;
    if (comma !== null && (token === "}" || token === "]")) tokens[comma] = "";
    if (token.trim() !== "") comma = token === "," ? tokens.length : null;
    tokens.push(token);
  }
  return tokens.join("");
}

/** The end of the string or comment that starts here; anything else is one character. */
function endOfToken(text: string, start: number): number {
  if (text.startsWith("//", start)) return endAt(text, "\n", start, 0);
  if (text.startsWith("/*", start)) return endAt(text, "*/", start + 2, 2);
  if (text[start] !== '"') return start + 1;
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

/** Behind so many characters of `mark`; the end of the text where there is none. */
function endAt(text: string, mark: string, start: number, length: number): number {
  const found = text.indexOf(mark, start);
  return found === -1 ? text.length : found + length;
}
