// The policy of the page (electron/page/page-policy.ts) makes the browser refuse strings where markup or code is meant.
// What remains is the address of our own worker. Runs before anything else of the page.
globalThis.trustedTypes?.createPolicy("default", {
  createScriptURL: (address) => (new URL(address, location.href).origin === location.origin ? address : null),
});
