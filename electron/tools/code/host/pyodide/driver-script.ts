/**
 * Starts Pyodide in its realm, and runs the program. `start` is asynchronous and has ended before anything of the
 * program runs; from `execute` on the realm is the program's, and only strings and bytes are taken from it.
 */
export const driverScript = `"use strict";
{
  let python = null;
  let fs = null;
  const utf8 = new TextDecoder();
  const joined = (chunks) => {
    const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const chunk of chunks) { whole.set(chunk, at); at += chunk.length; }
    return utf8.decode(whole);
  };

  globalThis.start = async (optionsJson) => {
    const { lock, names, env, folder, paths, module } = JSON.parse(optionsJson);
    python = await loadPyodide({
      createPyodideModule,
      indexURL: "/",
      packageBaseUrl: "/",
      lockFileContents: lock,
      jsglobals: Object.create(null),
      env,
    });
    fs = python.FS;
    await python.loadPackage(names, {
      checkIntegrity: false,
      messageCallback: () => undefined,
      errorCallback: (message) => console.error(message),
    });
    const loaded = new Set(Object.keys(python.loadedPackages));
    const missing = names.filter((name) => !loaded.has(name));
    if (missing.length > 0) throw new Error("Not loaded: " + missing.join(", ") + " " + realmLog());
    fs.mkdirTree(folder);
    for (const path of paths) {
      fs.mkdirTree(path.slice(0, path.lastIndexOf("/")));
      fs.writeFile(path, takeFile(path));
    }
    fs.mkdirTree(module.folder);
    fs.writeFile(module.folder + "/" + module.name + ".py", module.code);
    python.runPython("import sys; sys.path.append(" + JSON.stringify(module.folder) + ")");
    fs.chdir(folder);
  };

  globalThis.execute = (runner, code, outputLimit) => {
    let left = outputLimit;
    let isFlooded = false;
    const stream = (chunks) => ({
      write(bytes) {
        left -= bytes.length;
        if (left < 0) {
          isFlooded = true;
          throw new Error("output limit");
        }
        chunks.push(Uint8Array.from(bytes));
        return bytes.length;
      },
    });
    const out = [];
    const err = [];
    python.setStdout(stream(out));
    python.setStderr(stream(err));
    python.globals.set("program_source", code);
    let exitCode = 1;
    try {
      exitCode = python.runPython(runner);
    } catch (error) {
      if (!isFlooded) err.push(Uint8Array.from(unescape(encodeURIComponent(String(error.message ?? error))), (c) => c.charCodeAt(0)));
    }
    return JSON.stringify({
      stdout: joined(out),
      stderr: joined(err),
      exitCode,
      isFlooded,
      isMemoryShort: isMemoryShort(),
    });
  };

  globalThis.listFiles = (folder) => {
    const found = [];
    const look = (at) => {
      for (const name of fs.readdir(at)) {
        if (name === "." || name === "..") continue;
        const path = at + "/" + name;
        const { mode } = fs.lstat(path);
        if (fs.isDir(mode)) look(path);
        else if (fs.isFile(mode)) found.push(path);
      }
    };
    look(folder);
    return JSON.stringify(found);
  };
  globalThis.fileBytes = (path) => fs.readFile(path);
}
`;
