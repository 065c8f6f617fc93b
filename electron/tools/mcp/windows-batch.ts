/** Programs of npm are batch files on Windows, which only its command interpreter can start. */
export function isBatchFile(file: string): boolean {
  return /\.(?:cmd|bat)$/i.test(file);
}

/** The arguments for `cmd.exe`, to be passed verbatim, that start a batch file with these arguments. */
export function batchArguments(file: string, args: readonly string[]): readonly string[] {
  const line = [escaped(file), ...args.map((arg) => escaped(escaped(quoted(arg))))].join(" ");
  return ["/d", "/s", "/c", `"${line}"`];
}

/** As the C runtime of a program reads its arguments: backslashes count only before a quotation mark. */
function quoted(arg: string): string {
  const inside = arg.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, "$1$1");
  return `"${inside}"`;
}

/** What the interpreter would act on. Arguments go through it twice: here, and where the batch file passes them on. */
function escaped(text: string): string {
  return text.replace(/[()\][%!^"`<>&|;, *?]/g, "^$&");
}
