// The policy of the page (electron/page/page-policy.ts) makes the browser refuse strings where markup or code
// is expected. The only exception is the URL of our own worker. Runs before any other script of the page.
globalThis.trustedTypes?.createPolicy("default", {
  createScriptURL: (address) => (new URL(address, location.href).origin === location.origin ? address : null),
});
