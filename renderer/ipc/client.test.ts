import { describe, expect, it } from "vitest";
import { mediaLimits } from "../../shared/media/media-limits.ts";
import { putMedia, replaceBridge } from "./client.ts";

describe("putMedia", () => {
  it("passes a file to the host, unless it exceeds the size limit", async () => {
    const sent: number[] = [];
    replaceBridge({
      request: () => Promise.reject(new Error("No request is expected")),
      putMedia: async ({ size }) => {
        sent.push(size);
        return { ok: true, value: { hash: "ab", sizeBytes: size } };
      },
      subscribe: () => () => undefined,
      onConnectionChange: () => () => undefined,
    });
    expect(await putMedia(new Blob(["photo"]))).toEqual({ ok: true, value: { hash: "ab", sizeBytes: 5 } });
    const huge = Object.defineProperty(new Blob([]), "size", { value: mediaLimits.fileBytes + 1 });
    expect(await putMedia(huge)).toMatchObject({
      ok: false,
      error: { code: "media-too-large", data: { limitBytes: mediaLimits.fileBytes } },
    });
    expect(sent).toEqual([5]);
  });
});
