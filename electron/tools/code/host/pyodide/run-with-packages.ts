import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import { outputBytes, pythonMemoryBytes } from "../../code-limits.ts";
import type { CodeJob, CodeResult, LoadedPackages } from "../../code-protocol.ts";
import { folderChanges, folderPath, type ProgramFolder } from "../folder-changes.ts";
import { pythonRunner } from "../python-runner.ts";
import { figuresEnvironment, figuresModule } from "./figures-module.ts";
import { PythonRealm } from "./python-realm.ts";

/** What the realm reports. The program may have written it, so it is checked like any input. */
const reportSchema = z.object({
  stdout: z.string(),
  stderr: z.string(),
  exitCode: z.int(),
  isFlooded: z.boolean(),
  isMemoryShort: z.boolean(),
});

/**
 * Runs a Python program in Pyodide, with packages. Its files are in memory, and behind none of its modules is there a
 * network, a process or a file of this computer.
 * @param onReady the packages are loaded, and the program begins
 * @throws when Python or a package can't be loaded, or the program broke the interpreter
 */
export async function runWithPackages(
  { code, files, timeZone }: CodeJob,
  { lock, names, files: wheels }: LoadedPackages,
  onReady: () => void,
): Promise<CodeResult> {
  const realm = new PythonRealm(pythonMemoryBytes);
  for (const { name, bytes } of wheels) realm.add(name, bytes);
  const paths = files.map(({ path }) => `${folderPath}/${path}`);
  for (const [index, path] of paths.entries()) realm.add(path, files[index]?.bytes ?? new Uint8Array());
  await realm.start({
    lock,
    names,
    env: { HOME: folderPath, TZ: timeZone, ...figuresEnvironment },
    folder: folderPath,
    paths,
    module: figuresModule,
  });
  onReady();
  // The program keeps this thread until it ends, so what was posted has to be on its way before.
  await setImmediate();
  const { stdout, stderr, exitCode, isFlooded, isMemoryShort } = reportSchema.parse(
    JSON.parse(realm.text("execute", program, code, outputBytes)),
  );
  const isMemoryError = isMemoryShort && exitCode !== 0 && stderr.includes("MemoryError");
  return {
    stdout,
    stderr,
    exitCode,
    limit: isFlooded ? "output" : isMemoryError ? "memory" : null,
    folder: await folderChanges(folderOf(realm), files),
  };
}

/** The runner, with what the end of a program is here: a value. */
const program = `
import io, sys
sys.stdin = io.StringIO(program_source)
del program_source
exit_code = 0
try:
    exec(compile(${JSON.stringify(pythonRunner(folderPath))}, "<facet>", "exec"), {"__name__": "facet"})
except SystemExit as end:
    if isinstance(end.code, int):
        exit_code = end.code
    elif end.code is not None:
        print(end.code, file=sys.stderr)
        exit_code = 1
try:
    sys.stdout.flush()
    sys.stderr.flush()
except OSError:
    exit_code = exit_code or 1
exit_code
`;

function folderOf(realm: PythonRealm): ProgramFolder {
  return {
    paths: () => Promise.resolve(z.array(z.string()).parse(JSON.parse(realm.text("listFiles", folderPath)))),
    read: (path) => Promise.resolve(realm.bytes("fileBytes", path)),
  };
}
