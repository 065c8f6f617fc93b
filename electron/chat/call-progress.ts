import type { CallProgress } from "../../shared/chat/message-part.ts";

const everyMs = 250;

/** Passes progress on a few times a second at most; the last one before the end may be left out. */
export function callProgress(pass: (progress: CallProgress) => void): {
  readonly report: (progress: CallProgress) => void;
  readonly end: () => void;
} {
  let isOpen = true;
  let lastAt = -Infinity;
  return {
    report({ fraction, message }) {
      const now = performance.now();
      if (!isOpen || now - lastAt < everyMs) return;
      lastAt = now;
      const isFraction = fraction !== null && fraction >= 0 && fraction <= 1;
      pass({
        fraction: isFraction ? fraction : null,
        message: message?.slice(0, 200).toWellFormed() ?? null,
      });
    },
    end: () => (isOpen = false),
  };
}
