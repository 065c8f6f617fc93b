/**
 * The modules that a Python program imports, each by the first part of its name. It finds what is written as a
 * statement, also inside a text over several lines; what it misses is found by running the program.
 */
export function importedModules(code: string): readonly string[] {
  const found = new Set<string>();
  for (const [, from, list] of code.matchAll(
    /(?:^|[;:])[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import\b|import[ \t]+([^;#\n]+))/gm,
  )) {
    for (const name of (from ?? list ?? "").split(",")) found.add(/^\s*(\w*)/.exec(name)?.[1] ?? "");
  }
  found.delete("");
  return [...found];
}

/** The modules that a program asked for in vain, as its errors name them, each by the first part of its name. */
export function missingModules(stderr: string): readonly string[] {
  // Packages word it in their own way where they can do without another: "matplotlib is required for plotting".
  const lines = stderr.matchAll(
    /(?:No module named|Missing optional dependency) '(\w+)|ImportError: (\w+) is required/g,
  );
  return [...new Set([...lines].map(([, named, required]) => named ?? required ?? ""))];
}
