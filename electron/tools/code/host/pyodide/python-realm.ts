import { randomBytes } from "node:crypto";
import { types } from "node:util";
import { constants, createContext, Script } from "node:vm";
import { readPyodideFile } from "../../pyodide-folder.ts";
import { driverScript } from "./driver-script.ts";
import { realmScript } from "./realm-script.ts";

/**
 * A JavaScript realm of its own for Pyodide. A Python program reaches the JavaScript around its interpreter, so this
 * realm has nothing but the language: it gets no object of Node's realm, only strings and copied bytes, and no text
 * becomes code in it once it is made. Neither realm has a constructor left that turns text into functions (ADR 51).
 */
export class PythonRealm {
  readonly #context = createContext(constants.DONT_CONTEXTIFY, { codeGeneration: { strings: false } });

  /** @param memoryBytes the most that Python may have */
  constructor(memoryBytes: number) {
    forbidFunctionsFromText();
    this.#run(realmScript, "realm");
    this.#run(`limitMemory(${memoryBytes})`, "memory");
    fill(this.#run("fillPool(65536)", "random"), randomBytes(65536));
    this.#run(
      asScript("pyodide.mjs", /export\{(\w+) as loadPyodide,\w+ as version\};/, "loadPyodide"),
      "pyodide",
    );
    this.#run(asScript("pyodide.asm.mjs", /export default (\w+);/, "createPyodideModule"), "interpreter");
    this.#run(driverScript, "driver");
    this.add("/pyodide.asm.wasm", readPyodideFile("pyodide.asm.wasm"));
    this.add("/python_stdlib.zip", readPyodideFile("python_stdlib.zip"));
  }

  /** Hands a file in, which `start` or Pyodide takes by its name. */
  add(name: string, bytes: Uint8Array): void {
    fill(this.#call("addFile", name, bytes.length), bytes);
  }

  /** Starts Python and loads packages; nothing of the program has run before it has ended. */
  async start(options: object): Promise<void> {
    await this.#call("start", JSON.stringify(options));
  }

  /** Calls a function that returns a string, which may be the program's doing. */
  text(name: string, ...values: readonly (string | number)[]): string {
    const text = this.#call(name, ...values);
    if (typeof text !== "string") throw new Error(`${name} returned no text`);
    return text;
  }

  /** Calls a function that returns bytes, which may be the program's doing. @returns a copy */
  bytes(name: string, ...values: readonly (string | number)[]): Uint8Array {
    const bytes = this.#call(name, ...values);
    if (!types.isUint8Array(bytes)) throw new Error(`${name} returned no bytes`);
    const copy = new Uint8Array(byteLengthOf(bytes));
    copy.set(bytes);
    return copy;
  }

  /** Values go in as text, so that no object of this realm does. */
  #call(name: string, ...values: readonly (string | number)[]): unknown {
    return this.#run(`${name}(${values.map((value) => JSON.stringify(value)).join(", ")})`, "call");
  }

  #run(code: string, name: string): unknown {
    return new Script(code, { filename: `${name}.js` }).runInContext(this.#context);
  }
}

/** The typed array's own length, whatever the program has put in the way of its property. */
function byteLengthOf(bytes: Uint8Array): number {
  const typed = Object.getPrototypeOf(Uint8Array.prototype) as object;
  const length: unknown = Object.getOwnPropertyDescriptor(typed, "byteLength")?.get?.call(bytes);
  return typeof length === "number" ? length : 0;
}

/** Writes into an array of the other realm, whose methods see nothing of it. */
function fill(target: unknown, bytes: Uint8Array): void {
  if (!types.isUint8Array(target)) throw new Error("The realm has no room for a file");
  Uint8Array.prototype.set.call(target, bytes);
}

/**
 * The text of one of Pyodide's modules as a script that defines a global in place of its export. The realm has no
 * modules: what Pyodide would import from Node, it must not get.
 */
function asScript(file: "pyodide.mjs" | "pyodide.asm.mjs", exported: RegExp, name: string): string {
  const text = readPyodideFile(file).toString("utf8");
  const [statement, local] = exported.exec(text) ?? [];
  if (statement === undefined || local === undefined)
    throw new Error(`${file} exports in another way than before`);
  // Modules are strict, and so is this: no function has the realm's global object for its `this`.
  const script = `"use strict";${text.replace(statement, () => `globalThis.${name} = ${local};`)}`;
  return script.replaceAll("import.meta.url", JSON.stringify(`file:///${file}`));
}

/** In this realm, for the case that the program should ever get hold of one of its objects. */
function forbidFunctionsFromText(): void {
  const forbidden = () => {
    throw new EvalError("No code is made from text here");
  };
  const kinds = [
    () => undefined,
    async () => Promise.resolve(),
    function* () {
      yield 0;
    },
    async function* () {
      yield Promise.resolve(0);
    },
  ];
  for (const kind of kinds) {
    const prototype = Object.getPrototypeOf(kind) as object;
    Object.defineProperty(prototype, "constructor", {
      value: forbidden,
      writable: false,
      configurable: false,
    });
  }
}
