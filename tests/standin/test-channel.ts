import type { FromStandin } from "./messages.ts";

/** Sends a message to the test that started this process. */
export function tell(message: FromStandin): void {
  process.send?.(message);
}

/** Reports a call that a user would notice. */
export function recordCall(name: string, ...args: readonly unknown[]): void {
  tell({ type: "native", name, args });
}

/** An event that its listeners may prevent. */
export function preventable(facts: object = {}) {
  let defaultPrevented = false;
  return {
    ...facts,
    preventDefault: () => void (defaultPrevented = true),
    get defaultPrevented() {
      return defaultPrevented;
    },
  };
}
