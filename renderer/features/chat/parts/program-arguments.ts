/** The arguments of built-in tools that are programs, with their languages; by the key of the tool. */
export const programArguments: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "code/run_python": { code: "python" },
  "code/run_bash": { code: "bash" },
};
