import { afterEach, describe, expect, it } from "vitest";
import { drawForPdf, useMountedShare, usePrinting } from "./printing.ts";

afterEach(() => {
  usePrinting.setState({ isForPdf: false });
  useMountedShare.setState({ share: 1 });
});

describe("drawForPdf", () => {
  it("draws nothing as on paper before all messages are mounted, and ends when it is stopped", async () => {
    useMountedShare.setState({ share: 0.25 });
    const stopped = new AbortController();
    const drawn = drawForPdf(stopped.signal);
    useMountedShare.setState({ share: 0.5 });
    expect(usePrinting.getState().isForPdf).toBe(false);
    stopped.abort();
    await expect(drawn).resolves.toBeNull();
    expect(usePrinting.getState().isForPdf).toBe(false);
  });
});
