import { expect, it } from "vitest";
import { loadAddon, variantName } from "./addon.ts";
import { AddonError } from "./addon-error.ts";

it.each([
  [false, "linux", "x64", "linux-x64"],
  ["vulkan", "linux", "x64", "linux-x64-vulkan"],
  ["cuda", "win32", "x64", "win-x64-cuda"],
  [false, "win32", "arm64", "win-arm64"],
  ["metal", "darwin", "arm64", "mac-arm64-metal"],
  [false, "darwin", "arm64", "mac-arm64-metal"],
  [false, "darwin", "x64", "mac-x64"],
] as const)("names the variant for gpu %s on %s %s %s", (gpu, platform, arch, name) => {
  expect(variantName(gpu, platform, arch)).toBe(name);
});

it("reports how to build a missing addon", () => {
  expect(() => loadAddon({ gpu: "abacus", version: "1.0.0" })).toThrow(
    new AddonError(
      "not-built",
      `The addon for ${variantName("abacus", process.platform, process.arch)} is not built. Run \`npm run native\` to build it or to see which tools are missing`,
    ),
  );
});
