/** An origin as browsers send it, or `*`; null: it is none. */
export function allowedOrigin(typed: string): string | null {
  const text = typed.trim().toLowerCase();
  if (text === "*") return text;
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#\s@:]+|\[[0-9a-f:.]+\])(:\d{1,5})?\/?$/.exec(text);
  if (match === null) return null;
  const [, scheme = "", host = "", port = ""] = match;
  const isUsual = port === usualPorts.get(scheme);
  return `${scheme}://${host}${isUsual ? "" : port}`;
}

const usualPorts: ReadonlyMap<string, string> = new Map([
  ["http", ":80"],
  ["https", ":443"],
]);
