import { chmod, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fileTokenVault } from "./token-vault.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-token-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("fileTokenVault", () => {
  it("stores a token and deletes it", async () => {
    const vault = fileTokenVault(join(folder, "hub-token"));
    expect(await vault.read()).toBeNull();
    await vault.write("hf_one");
    await vault.write("hf_two");
    expect(await fileTokenVault(join(folder, "hub-token")).read()).toBe("hf_two");
    await vault.write(null);
    expect(await vault.read()).toBeNull();
  });

  it.skipIf(process.platform === "win32")(
    "makes the file readable by its owner only, also when its mode was changed",
    async () => {
      const path = join(folder, "hub-token");
      const mode = async () => (await stat(path)).mode & 0o777;
      const vault = fileTokenVault(path);
      await vault.write("hf_one");
      expect(await mode()).toBe(0o600);
      await chmod(path, 0o644);
      expect(await vault.read()).toBe("hf_one");
      expect(await mode()).toBe(0o600);
    },
  );
});
