/** Languages with syntax highlighting, and their display names. */
const labels = {
  bash: "Bash",
  c: "C",
  clojure: "Clojure",
  cmake: "CMake",
  cpp: "C++",
  csharp: "C#",
  css: "CSS",
  dart: "Dart",
  diff: "Diff",
  dockerfile: "Dockerfile",
  elixir: "Elixir",
  go: "Go",
  graphql: "GraphQL",
  haskell: "Haskell",
  html: "HTML",
  ini: "INI",
  java: "Java",
  javascript: "JavaScript",
  json: "JSON",
  jsonc: "JSON",
  jsx: "JSX",
  julia: "Julia",
  kotlin: "Kotlin",
  latex: "LaTeX",
  lua: "Lua",
  makefile: "Makefile",
  markdown: "Markdown",
  matlab: "MATLAB",
  nix: "Nix",
  perl: "Perl",
  php: "PHP",
  powershell: "PowerShell",
  python: "Python",
  r: "R",
  ruby: "Ruby",
  rust: "Rust",
  scala: "Scala",
  scss: "SCSS",
  sql: "SQL",
  swift: "Swift",
  toml: "TOML",
  tsx: "TSX",
  typescript: "TypeScript",
  vue: "Vue",
  xml: "XML",
  yaml: "YAML",
  zig: "Zig",
} as const;

export type CodeLanguage = keyof typeof labels;

const aliases: Readonly<Record<string, CodeLanguage>> = {
  "c#": "csharp",
  "c++": "cpp",
  cc: "cpp",
  clj: "clojure",
  console: "bash",
  cs: "csharp",
  cxx: "cpp",
  docker: "dockerfile",
  ex: "elixir",
  golang: "go",
  gql: "graphql",
  h: "c",
  hpp: "cpp",
  hs: "haskell",
  js: "javascript",
  jl: "julia",
  json5: "jsonc",
  kt: "kotlin",
  make: "makefile",
  md: "markdown",
  mjs: "javascript",
  patch: "diff",
  pl: "perl",
  ps1: "powershell",
  py: "python",
  python3: "python",
  rb: "ruby",
  rs: "rust",
  sass: "scss",
  sh: "bash",
  shell: "bash",
  shellscript: "bash",
  svg: "xml",
  tex: "latex",
  ts: "typescript",
  yml: "yaml",
  zsh: "bash",
};

const plainNames: ReadonlySet<string> = new Set(["plain", "plaintext", "text", "txt", "output"]);

/** The language of the info string of a code block; null when its code is not highlighted. */
export function languageOf(info: string): CodeLanguage | null {
  const name = info.toLowerCase();
  if (Object.hasOwn(labels, name)) return name as CodeLanguage;
  return Object.hasOwn(aliases, name) ? (aliases[name] ?? null) : null;
}

/** The label of a code block; an unknown language is shown as it was written, plain text has no label. */
export function labelOf(info: string): string {
  const language = languageOf(info);
  if (language !== null) return labels[language];
  return plainNames.has(info.toLowerCase()) ? "" : info.slice(0, 40);
}
