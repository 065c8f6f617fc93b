/**
 * Wraps the built preload (CommonJS that requires "electron") for an ordinary browser page: calls of
 * `ipcRenderer` reach the test through the binding `standinInvoke`, and events are delivered through
 * `standinDeliver`.
 */
export function preloadScript(preload: string): string {
  return `(() => {
  const listeners = new Map();
  const of = (channel) => listeners.get(channel) ?? listeners.set(channel, new Set()).get(channel);
  const invoke = globalThis.standinInvoke;
  globalThis.standinDeliver = (channel, args) => {
    for (const listener of [...of(channel)]) listener({}, ...args);
  };
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name, api) => Object.defineProperty(globalThis, name, { value: Object.freeze(api) }),
    },
    ipcRenderer: {
      invoke: (channel, ...args) => invoke(channel, args),
      on: (channel, listener) => void of(channel).add(listener),
      off: (channel, listener) => void of(channel).delete(listener),
    },
  };
  const require = (name) => {
    if (name !== "electron") throw new Error("A sandboxed preload can't load " + name);
    return electron;
  };
  ((require, exports, module) => {
${preload}
  })(require, {}, { exports: {} });
})();`;
}
