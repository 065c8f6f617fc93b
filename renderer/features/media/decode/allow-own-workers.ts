/// <reference lib="webworker" />

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(address: string): string | null }): unknown;
}

let isAllowed = false;

/**
 * Lets a worker start nested workers. The Trusted Types policy applies to workers too, so they need the
 * default policy that `public/trusted-types.js` creates for the page.
 */
export function allowOwnWorkers(): void {
  if (isAllowed) return;
  isAllowed = true;
  const { trustedTypes } = self as unknown as { readonly trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy("default", {
    createScriptURL: (address) =>
      new URL(address, location.href).origin === location.origin ? address : null,
  });
}
