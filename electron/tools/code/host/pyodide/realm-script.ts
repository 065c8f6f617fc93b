/**
 * What the realm of Pyodide has beside the language itself. It is evaluated in there, and is all of JavaScript that
 * a Python program could reach: no timers, no modules, no requests, no objects of Node. Pyodide takes the realm for
 * a plain JavaScript shell, whose functions `read`, `readbuffer` and `os.system` it calls for files and random bytes.
 */
export const realmScript = `"use strict";
{
  const files = new Map();
  const missing = (name) => new Error("There is no file " + name);
  globalThis.addFile = (name, sizeBytes) => {
    const bytes = new Uint8Array(sizeBytes);
    files.set(name, bytes);
    return bytes;
  };
  globalThis.takeFile = (name) => {
    const bytes = files.get(name);
    if (bytes === undefined) throw missing(name);
    files.delete(name);
    return bytes;
  };
  globalThis.readbuffer = (name) => takeFile(name);
  globalThis.read = (name) => { throw missing(name); };
  globalThis.load = (name) => { throw missing(name); };

  const printed = { log: "" };
  const print = (...values) => { printed.log += values.map(String).join(" ").slice(0, 2000) + "\\n"; };
  globalThis.console = { log: print, info: print, debug: print, warn: print, error: print };
  globalThis.realmLog = () => printed.log.slice(-4000);
  globalThis.performance = { now: () => Date.now() };

  // Random bytes of the system, and after them those of a generator that begins with them (sfc32). They order
  // hash tables and seed numpy; there is no secret in the realm that they could protect.
  let pool = new Uint8Array(0);
  let used = 0;
  let state = null;
  globalThis.fillPool = (sizeBytes) => { pool = new Uint8Array(sizeBytes); used = 0; return pool; };
  const generated = () => {
    state ??= new Uint32Array(pool.buffer.slice(0, 16));
    const sum = state[0] + state[1] + state[3];
    state[3] += 1;
    state[0] = state[1] ^ (state[1] >>> 9);
    state[1] = state[2] + (state[2] << 3);
    state[2] = ((state[2] << 21) | (state[2] >>> 11)) + sum;
    return sum & 0xff;
  };
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const base64 = (bytes) => {
    let text = "";
    for (let at = 0; at < bytes.length; at += 3) {
      const three = (bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2];
      for (let shift = 18; shift >= 0; shift -= 6) text += digits[(three >> shift) & 63];
    }
    const extra = (3 - (bytes.length % 3)) % 3;
    return extra === 0 ? text : text.slice(0, -extra) + "=".repeat(extra);
  };
  globalThis.btoa = (text) => base64(Uint8Array.from(text, (unit) => unit.charCodeAt(0)));
  globalThis.os = {
    // Pyodide asks its shell for "head -cN /dev/urandom | base64".
    system(_, [, command]) {
      const count = Number(/-c([0-9]+)/.exec(command)?.[1] ?? 0);
      const byte = () => (used < pool.length ? pool[used++] : generated());
      return base64(Uint8Array.from({ length: count }, byte));
    },
  };

  globalThis.TextDecoder = class {
    decode(view) {
      const bytes = view instanceof Uint8Array ? view : new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
      let text = "";
      let units = [];
      for (let at = 0; at < bytes.length; ) {
        let point = bytes[at++];
        let more = point < 0x80 ? 0 : point < 0xc0 ? -1 : point < 0xe0 ? 1 : point < 0xf0 ? 2 : 3;
        if (more > 0) point &= 0x3f >> more;
        for (; more > 0 && (bytes[at] & 0xc0) === 0x80; more--) point = (point << 6) | (bytes[at++] & 0x3f);
        if (more !== 0 || point > 0x10ffff) point = 0xfffd;
        if (point > 0xffff) units.push(0xd800 | ((point - 0x10000) >> 10), 0xdc00 | (point & 0x3ff));
        else units.push(point);
        if (units.length > 8000) {
          text += String.fromCharCode(...units);
          units = [];
        }
      }
      return text + String.fromCharCode(...units);
    }
  };

  // Node would call such a function with objects of its own realm.
  Object.defineProperty(Error, "prepareStackTrace", { value: undefined, writable: false, configurable: false });
  Object.defineProperty(globalThis, "Error", { writable: false, configurable: false });
  const grow = WebAssembly.Memory.prototype.grow;
  const pageBytes = 65536;
  let isMemoryShort = false;
  globalThis.limitMemory = (limitBytes) => {
    WebAssembly.Memory.prototype.grow = function (pages) {
      if (this.buffer.byteLength + pages * pageBytes > limitBytes) {
        isMemoryShort = true;
        throw new RangeError("The memory of the program is limited");
      }
      return grow.call(this, pages);
    };
  };
  globalThis.isMemoryShort = () => isMemoryShort;
}
`;
