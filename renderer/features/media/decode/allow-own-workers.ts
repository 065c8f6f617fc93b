/// <reference lib="webworker" />

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(address: string): string | null }): unknown;
}

let isAllowed = false;

/** A worker is bound by the page's policy, and needs for workers of its own what `public/trusted-types.js` gives the page. */
export function allowOwnWorkers(): void {
  if (isAllowed) return;
  isAllowed = true;
  const { trustedTypes } = self as unknown as { readonly trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy("default", {
    createScriptURL: (address) =>
      new URL(address, location.href).origin === location.origin ? address : null,
  });
}
