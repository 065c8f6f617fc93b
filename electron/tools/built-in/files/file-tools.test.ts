import { spawnSync } from "node:child_process";
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../shared/chat/message-part.ts";
import type { FolderGrant } from "../../../../shared/tools/folder-grant.ts";
import type { ToolContext, ToolOutput } from "../../tool.ts";
import { fileTools } from "./file-tools.ts";
import { grantedFolder } from "./granted-folder.ts";

const secret = "the secret of the user";
const context: ToolContext = {
  conversationId: "c",
  branch: [],
  hasUntrustedText: false,
  signal: new AbortController().signal,
  onProgress: () => undefined,
};

let root: string;
let granted: string;
let outside: string;
let grants: readonly FolderGrant[];
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "facet-files-")));
  granted = join(root, "notes");
  outside = join(root, "secrets");
  for (const folder of [granted, outside, join(granted, "sub"), join(granted, "facet")]) mkdirSync(folder);
  writeFileSync(join(outside, "key.txt"), secret);
  writeFileSync(join(granted, "facet", "token"), secret);
  writeFileSync(join(granted, "a.txt"), "one\ntwo\nThree amber\n");
  writeFileSync(join(granted, "sub", "b.md"), "amber");
  grants = [{ path: granted, canWrite: true }];
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function run(name: string, args: JsonObject): Promise<ToolOutput> {
  const tool = fileTools({ grants: () => grants, dataFolder: join(granted, "facet") }).find(
    ({ declaration }) => declaration.name === name,
  );
  if (!tool) throw new Error(`No tool ${name}`);
  return tool.run(args, context);
}

const text = async (name: string, args: JsonObject) => (await run(name, args)).text;

describe("the tools for files", () => {
  it("list the granted folders and what is in them", async () => {
    expect(await text("list_folder", {})).toBe(`notes/ (${granted})`);
    expect(await text("list_folder", { path: "notes" })).toBe("notes/\na.txt\nfacet/\nsub/");
    expect(await text("list_folder", { path: granted })).toContain("a.txt");
    expect(await text("list_folder", { path: "a.txt" })).toBe("notes/a.txt is a file.");
  });

  it("read text, in pieces where it is long, and say that it is untrusted", async () => {
    expect(await run("read_file", { path: "notes/sub/b.md" })).toEqual({
      text: "amber",
      isError: false,
      isUntrusted: true,
    });
    writeFileSync(
      join(granted, "long.txt"),
      Array.from({ length: 5000 }, (_, line) => `line ${line + 1}`).join("\n"),
    );
    const first = await text("read_file", { path: "long.txt" });
    const [, next = ""] = /go on with start_line (\d+)\]$/.exec(first) ?? [];
    expect(first.startsWith("line 1\n")).toBe(true);
    expect(
      (await text("read_file", { path: "long.txt", start_line: Number(next) })).startsWith(`line ${next}\n`),
    ).toBe(true);
    writeFileSync(join(granted, "wide.txt"), Buffer.from("\ufeffwide", "utf16le"));
    expect(await text("read_file", { path: "wide.txt" })).toBe("wide");
    writeFileSync(join(granted, "binary"), Buffer.from([1, 0, 2]));
    expect(await run("read_file", { path: "binary" })).toMatchObject({
      isError: true,
      text: "notes/binary is not a text file.",
    });
  });

  it("find files by name and text", async () => {
    expect(await text("search_files", { words: "AMBER" })).toBe(
      "notes/a.txt:3: Three amber\nnotes/sub/b.md:1: amber",
    );
    expect(await text("search_files", { words: "b.md", path: "sub" })).toBe("notes/sub/b.md");
    expect(await text("search_files", { words: "nowhere" })).toBe("Nothing was found.");
  });

  it("write new files and replace old ones, only where that was granted", async () => {
    expect(await text("write_file", { path: "new/c.txt", text: "hello" })).toBe(
      "Created notes/new/c.txt (5 characters).",
    );
    expect(await text("write_file", { path: "a.txt", text: "x" })).toBe(
      "Replaced notes/a.txt (1 characters).",
    );
    expect(
      readFileSync(join(granted, "new", "c.txt"), "utf8") + readFileSync(join(granted, "a.txt"), "utf8"),
    ).toBe("hellox");
    grants = [{ path: granted, canWrite: false }];
    expect(await run("write_file", { path: "a.txt", text: "y" })).toMatchObject({ isError: true });
    expect(readFileSync(join(granted, "a.txt"), "utf8")).toBe("x");
  });

  it("say what to do where nothing was granted", async () => {
    grants = [];
    await expect(run("list_folder", {})).rejects.toThrow("has not granted any folder");
    await expect(run("search_files", { words: "a" })).rejects.toThrow("has not granted any folder");
  });

  it("use the innermost granted folder", async () => {
    grants = [
      { path: granted, canWrite: false },
      { path: join(granted, "sub"), canWrite: true },
    ];
    expect(await run("write_file", { path: join(granted, "sub", "b.md"), text: "ok" })).toMatchObject({
      isError: false,
    });
    expect(await run("write_file", { path: join(granted, "a.txt"), text: "ok" })).toMatchObject({
      isError: true,
    });
  });
});

describe("attacks on the tools for files", () => {
  const paths = (): readonly string[] => [
    "../secrets/key.txt",
    "notes/../../secrets/key.txt",
    "sub/../../secrets/key.txt",
    "./../secrets/./key.txt",
    join(outside, "key.txt"),
    `${granted}/../secrets/key.txt`,
    `${granted}-other/key.txt`,
    "/proc/self/environ",
    "/etc/passwd",
    "\0",
    "a.txt\0.png",
    "facet/token",
    join(granted, "facet", "token"),
    relative(process.cwd(), join(outside, "key.txt")),
  ];

  it("never leave the granted folders, nor reach Facet's own data", async () => {
    for (const path of paths()) {
      for (const [name, args] of [
        ["read_file", { path }],
        ["write_file", { path, text: "x" }],
        ["list_folder", { path }],
        ["search_files", { words: "secret", path }],
      ] as const) {
        const output = await run(name, args).catch((thrown: unknown) => ({
          text: String(thrown),
          isError: true,
        }));
        expect([path, name, output.isError]).toEqual([path, name, true]);
        expect(output.text).not.toContain(secret);
      }
    }
    expect(readFileSync(join(outside, "key.txt"), "utf8")).toBe(secret);
    expect(readFileSync(join(granted, "facet", "token"), "utf8")).toBe(secret);
  });

  it("are refused through links, wherever they are on the way", async () => {
    symlinkSync(join(outside, "key.txt"), join(granted, "link.txt"));
    symlinkSync(outside, join(granted, "sub", "out"));
    symlinkSync("loop", join(granted, "loop"));
    for (const path of ["link.txt", "sub/out/key.txt", "sub/out/new.txt", "loop"]) {
      await expect(run("read_file", { path })).rejects.toMatchObject({ code: "path-refused" });
      await expect(run("write_file", { path, text: "x" })).rejects.toMatchObject({ code: "path-refused" });
    }
    expect(await text("search_files", { words: "secret" })).toBe("Nothing was found.");
    expect(await text("list_folder", { path: "notes" })).toContain("link.txt (link, not followed)");
    expect(readFileSync(join(outside, "key.txt"), "utf8")).toBe(secret);
  });

  it("are refused when the granted folder itself became a link", async () => {
    renameSync(granted, join(root, "moved"));
    symlinkSync(outside, granted);
    await expect(run("read_file", { path: "key.txt" })).rejects.toMatchObject({ code: "path-refused" });
  });

  it("do not change a file that has a second name elsewhere", async () => {
    linkSync(join(outside, "key.txt"), join(granted, "hard.txt"));
    expect(await run("write_file", { path: "hard.txt", text: "x" })).toMatchObject({ isError: true });
    expect(readFileSync(join(outside, "key.txt"), "utf8")).toBe(secret);
  });

  it.skipIf(process.platform === "win32")("do not wait for a pipe", async () => {
    spawnSync("mkfifo", [join(granted, "pipe")]);
    await expect(run("read_file", { path: "pipe" })).rejects.toMatchObject({ code: "path-refused" });
    expect(await text("search_files", { words: "amber" })).toContain("b.md");
  });
});

describe("granting a folder", () => {
  it("stores the real path of a folder", async () => {
    symlinkSync(granted, join(root, "link"));
    expect(await grantedFolder({ path: join(root, "link"), canWrite: true })).toEqual({
      path: granted,
      canWrite: true,
    });
  });

  it.each([
    ["notes", "relative"],
    ["/no/such/folder", "missing"],
    [import.meta.filename, "not-a-folder"],
  ])("refuses %s: %s", async (path, reason) => {
    await expect(grantedFolder({ path, canWrite: false })).rejects.toMatchObject({
      code: "folder-unusable",
      data: { reason },
    });
  });
});
