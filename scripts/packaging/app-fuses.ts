import type { Fuses } from "./fuse-wire.ts";

/** Facet's choice for each fuse of Electron. */
export const appFuses: Fuses = {
  // Nobody can use the installed app as a Node that carries its permissions.
  runAsNode: false,
  cookieEncryption: true,
  nodeOptionsEnvironmentVariable: false,
  nodeCliInspectArguments: false,
  // Checked on macOS and Windows; Electron does not support it on Linux.
  embeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  // Only for apps that bring a V8 snapshot of their own.
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
  // Faster WebAssembly, which the decoders of images, audio and PDF use.
  wasmTrapHandlers: true,
};
