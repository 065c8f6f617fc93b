import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DeletedFiles } from "./deleted-files.ts";

let folder: string;
let deleted: DeletedFiles;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-deleted-"));
  deleted = new DeletedFiles(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(path: string, content = path): Promise<string> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
  return join(folder, path);
}

const contentOf = (path: string) => readFile(path, "utf8").catch(() => null);

describe("DeletedFiles", () => {
  it("leaves every part where it was when a later part can't be deleted", async () => {
    const first = await put("team/m/part-1.gguf");
    const second = await put("team/m/part-2.gguf");
    const missing = join(folder, "team/m/part-3.gguf");
    await expect(deleted.remove("m", [first, second, missing])).rejects.toThrow("ENOENT");
    await deleted.purge();
    expect(await contentOf(first)).toBe("team/m/part-1.gguf");
    expect(await contentOf(second)).toBe("team/m/part-2.gguf");
    await expect(deleted.restore("m")).rejects.toThrow("ENOENT");
  });

  it("puts back at the next start what a crash left half deleted, and purges the rest", async () => {
    const first = await put("team/m/part-1.gguf");
    const whole = await put("whole.gguf");
    await deleted.remove("whole", [whole]);
    await mkdir(join(folder, ".deleting/m/team/m"), { recursive: true });
    await rename(first, join(folder, ".deleting/m/team/m/part-1.gguf"));
    await new DeletedFiles(folder).purge();
    expect(await contentOf(first)).toBe("team/m/part-1.gguf");
    expect(await contentOf(whole)).toBeNull();
    await expect(readdir(join(folder, ".deleted"))).rejects.toThrow("ENOENT");
  });

  it("restores the rest of a group after what stood in its way is gone", async () => {
    const first = await put("a/part-1.gguf");
    const second = await put("b/part-2.gguf");
    await deleted.remove("m", [first, second]);
    await rm(join(folder, "b"), { recursive: true });
    await put("b", "in the way");
    await expect(deleted.restore("m")).rejects.toThrow();
    await rm(join(folder, "b"));
    await deleted.restore("m");
    expect(await contentOf(first)).toBe("a/part-1.gguf");
    expect(await contentOf(second)).toBe("b/part-2.gguf");
  });

  it("does not overwrite a file that was put in place of a deleted one", async () => {
    const path = await put("m.gguf", "old");
    await deleted.remove("m", [path]);
    await put("m.gguf", "new");
    await deleted.restore("m");
    expect(await contentOf(path)).toBe("new");
  });
});
