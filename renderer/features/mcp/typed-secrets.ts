/** `names`: those of environment variables (`NAME=value`) or of headers (`Name: value`). */
export type TypedSecrets =
  | { readonly type: "read"; readonly secrets: Readonly<Record<string, string>> }
  | { readonly type: "wrong"; readonly line: string };

/** Reads one variable or header from each line; empty lines are left out. */
export function typedSecrets(typed: string, kind: "variables" | "headers"): TypedSecrets {
  const secrets: Record<string, string> = {};
  for (const line of typed.split(/\r?\n/)) {
    if (line.trim() === "") continue;
    const at = line.indexOf(kind === "variables" ? "=" : ":");
    const name = line.slice(0, Math.max(at, 0)).trim();
    const isName = kind === "variables" ? /^[^\s=:]+$/.test(name) : /^[\w!#$%&'*+.^`|~-]+$/.test(name);
    // Others see the screen: what is shown of a line that is wrong is not its value.
    if (!isName) return { type: "wrong", line: line.trim().slice(0, 12) };
    secrets[name] = line.slice(at + 1).trim();
  }
  return { type: "read", secrets };
}
