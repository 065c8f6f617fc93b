import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decode } from "fast-png";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { MessagePart } from "../../../shared/chat/message-part.ts";
import type { Message } from "../../../shared/chat/message.ts";
import { hasUntrustedText } from "../../../shared/tools/untrusted-text.ts";
import { messageWith } from "../../../tests/fixtures/message-parts.ts";
import { LoopbackPackages } from "../../../tests/fixtures/python-packages/loopback-packages.ts";
import { openLog } from "../../home/log.ts";
import { transferOptions } from "../../models/downloads/transfer-options.ts";
import { MediaStore } from "../../media/media-store.ts";
import type { ToolOutput } from "../tool.ts";
import { ChatFolders } from "./chat-folders.ts";
import { codeLimits, type CodeLimits } from "./code-limits.ts";
import type { CodeProcess } from "./code-protocol.ts";
import { CodeRunner } from "./code-runner.ts";
import { codeTools } from "./code-tools.ts";
import { forkCodeProcess } from "./fork-code-process.ts";
import { lockSchema } from "./packages/package-set.ts";
import { pyodideSource, type PackageSource } from "./packages/package-source.ts";
import { PythonPackages } from "./packages/python-packages.ts";
import { readPyodideFile } from "./pyodide-folder.ts";

let folder: string;
let runner: CodeRunner;
let processes: CodeProcess[];
let packages: PythonPackages;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-code-"));
  packages = await openPackages(folder, pyodideSource());
  start(codeLimits);
});
afterEach(async () => {
  runner.dispose();
  await rm(folder, { recursive: true, force: true });
});

function openPackages(home: string, source: PackageSource): Promise<PythonPackages> {
  return PythonPackages.open({
    folder: join(home, "python-packages"),
    source,
    transfer: { ...transferOptions, reserveBytes: 0 },
    log: openLog(home),
    onChange: () => undefined,
  });
}

function start(limits: CodeLimits): void {
  processes = [];
  runner = new CodeRunner(() => {
    const process = forkCodeProcess();
    processes.push(process);
    return process;
  }, limits);
}

interface CallOptions {
  readonly chat?: string;
  readonly parts?: readonly MessagePart[];
  readonly signal?: AbortSignal;
}

async function call(
  name: "run_python" | "run_bash",
  code: string,
  { chat = "chat", parts = [], signal = new AbortController().signal }: CallOptions = {},
): Promise<ToolOutput> {
  const media = new MediaStore(join(folder, "media"));
  const tools = codeTools({ runner, folders: new ChatFolders(join(folder, "code")), media, packages });
  const tool = tools.find(({ declaration }) => declaration.name === name);
  if (!tool) throw new Error(`There is no tool ${name}`);
  const branch: readonly Message[] = [messageWith({ id: "question", parts })];
  const context = { conversationId: chat, branch, hasUntrustedText: hasUntrustedText(branch) };
  return tool.run({ code }, { ...context, signal, onProgress: () => undefined });
}
const python = (code: string, options?: CallOptions) => call("run_python", code, options);
const bash = (code: string, options?: CallOptions) => call("run_bash", code, options);

/** Whether every process that was started has ended. */
const haveEnded = () => processes.every(({ pid }) => pid === undefined || !existsSync(`/proc/${pid}`));

const attached = (name: string, text: string): MessagePart => ({
  id: name,
  status: "complete",
  type: "file",
  name,
  text,
});

describe("code that works", () => {
  it("has the standard library of Python, and prints as a notebook does", async () => {
    const modules =
      "json, csv, re, math, datetime, statistics, decimal, fractions, random, collections, itertools, functools, " +
      "zlib, gzip, zipfile, hashlib, base64, io, struct, textwrap, string, html, xml.etree.ElementTree, heapq, bisect";
    const output = await python(`import ${modules}
text = """two
  lines"""
print(text, statistics.mean([1, 2, 6]), decimal.Decimal("0.1") + decimal.Decimal("0.2"), "é你😀")
math.factorial(20)`);
    expect(output).toEqual({
      text: "two\n  lines 3 0.3 é你😀\n2432902008176640000",
      isError: false,
      isUntrusted: false,
      files: [],
    });
    expect(haveEnded()).toBe(true);
  });

  it("shows errors with the lines of the program and nothing else", async () => {
    const { text, isError } = await python("def half(x):\n    return x / 0\n\nhalf(1)");
    expect(isError).toBe(true);
    expect(text).toBe(`[Errors]
Traceback (most recent call last):
  File "main.py", line 4, in <module>
    half(1)
    ~~~~^^^
  File "main.py", line 2, in half
    return x / 0
           ~~^~~
ZeroDivisionError: division by zero
[Exit code 1]`);
    expect((await bash("echo so far; exit 3")).text).toBe("so far\n[Exit code 3]");
  });

  it("keeps the files of a chat between its calls, and shows it what is new", async () => {
    const csv = attached("sales.csv", "city,sum\nOslo,3\nParis,5\n");
    const first = await bash("xan agg 'sum(sum) as total' sales.csv > total.csv; ls", { parts: [csv] });
    expect(first).toMatchObject({
      text: "sales.csv\ntotal.csv\n[The user is shown these new or changed files: total.csv]",
      // It has read a document.
      isUntrusted: true,
      files: [{ name: "total.csv", bytes: new TextEncoder().encode("total\n8\n") }],
    });
    const second = await python(
      `import os
os.remove("sales.csv")
os.makedirs("charts")
open("charts/bar.svg", "w").write('<svg xmlns="http://www.w3.org/2000/svg"/>')
open("helper.py", "w").write("def twice(x): return 2 * x")
import helper
print(helper.twice(21), open("total.csv").read().split())`,
      { parts: [csv] },
    );
    expect(second.text).toContain("42 ['total', '8']");
    expect(second.files?.map(({ name }) => name)).toEqual(["bar.svg", "helper.py"]);
    // What the program has removed does not come back.
    expect((await bash("find . -type f | sort", { parts: [csv] })).text).toBe(
      "./charts/bar.svg\n./helper.py\n./total.csv",
    );
    // Another chat has none of it; in this one, what a program has read is still there without its document.
    expect((await bash("ls -A", { chat: "other" })).text).toBe("[Nothing was printed]");
    expect((await bash("cat total.csv")).isUntrusted).toBe(true);
  });

  it("has the commands for data and archives", async () => {
    const script = `printf 'a,b\\n1,2\\n' > x.csv
tar czf x.tgz x.csv && mkdir out && tar xzf x.tgz -C out && gzip out/x.csv && zcat out/x.csv.gz | xan count
echo '{"a": [1, 2]}' | jq -c '.a | map(. * 2)'
printf '<a><b>3</b></a>' | yq -p xml '.a.b'
awk -F, 'NR == 2 { print $1 + $2 }' x.csv | sed 's/^/sum /'
echo 'print(1 + 1)' | python3`;
    expect((await bash(script)).text).toMatch(/^1\n\[2,4\]\n"3"\nsum 3\n2\n/);
    expect(haveEnded()).toBe(true);
  });

  it("gives two attachments of one name two names, and refuses names that are paths", async () => {
    const parts = [
      attached("a.txt", "1"),
      attached("a.txt", "2"),
      attached("../../x", "3"),
      attached("..", "4"),
    ];
    expect((await bash('find . -type f | sort; cat "a (2).txt"', { parts })).text).toBe(
      "./_\n./.._.._x\n./a (2).txt\n./a.txt\n2",
    );
  });

  it("returns ten files at most, and keeps what the folder has room for", async () => {
    const parts = [attached("big.txt", "x".repeat(9 * 2 ** 20))];
    const write = `for i in range(205): open(f"{i:03}.txt", "w").write("x")`;
    const { text, files } = await python(write, { parts });
    expect(files).toHaveLength(10);
    expect(text).toContain("[In the folder, but not shown: at most 10 files are: 010.txt, 011.txt, ");
    expect(text).toContain("MB in 200 files: 200.txt, 201.txt, 202.txt, 203.txt, 204.txt]");
    expect(text).toContain("[Not in the folder, because too large: big.txt]");
    expect((await bash("ls | wc -l")).text.trim()).toBe("200");
  });
});

describe("code that must be ended", () => {
  const small: CodeLimits = { timeMs: 2_000, memoryBytes: codeLimits.memoryBytes };
  it.each<[name: string, limit: string, tool: "run_python" | "run_bash", code: string, limits: CodeLimits]>([
    ["an endless loop in Python", "time", "run_python", "while True: pass", small],
    [
      "an endless regular expression",
      "time",
      "run_python",
      "import re; re.match('(a+)+$', 'a' * 60 + '!')",
      small,
    ],
    ["endless waiting", "time", "run_bash", "sleep 1000", small],
    ["an endless loop in Bash", "work", "run_bash", "while true; do :; done", codeLimits],
    ["a fork bomb", "work", "run_bash", ":(){ :|:& };:", codeLimits],
    ["endless recursion", "work", "run_bash", "f(){ f; }; f", codeLimits],
    [
      "a memory bomb in Python",
      "memory",
      "run_python",
      "x = []\nwhile True: x.append(bytes(10**7))",
      codeLimits,
    ],
    ["a memory bomb in Bash", "memory", "run_bash", "x=0123456789; while true; do x=$x$x; done", codeLimits],
    [
      "a program that passes the limit of its process",
      "memory",
      "run_python",
      "x = []\nwhile len(x) < 40: x.append(bytearray(b'x' * 10**7))\nwhile True: pass",
      { timeMs: 60_000, memoryBytes: 300 * 1024 ** 2 },
    ],
    [
      "a flood of output from Python",
      "output",
      "run_python",
      "while True: print('flood' * 1000)",
      codeLimits,
    ],
    [
      "a file that is too large",
      "folder",
      "run_python",
      "open('a', 'wb').write(bytes(9 * 2**20))",
      codeLimits,
    ],
    ["a flood of output from Bash", "output", "run_bash", "while true; do seq 1 50000; done", codeLimits],
  ])("ends %s with the name of its limit: %s", async (_, limit, tool, code, limits) => {
    start(limits);
    const output = await call(tool, code);
    expect(output).toMatchObject({ isError: true, error: { code: "code-stopped", data: { limit } } });
    expect(output.text).toMatch(new RegExp(`^${limit.toUpperCase()} LIMIT: `));
    expect(output.text.length).toBeLessThan(16_000);
    expect(processes).toHaveLength(1);
    expect(haveEnded()).toBe(true);
  });

  it("ends at once when the reply is stopped, and keeps nothing of it", async () => {
    const stop = new AbortController();
    const stopped = python("open('a.txt', 'w').write('x')\nwhile True: pass", { signal: stop.signal });
    const waiting = python("print('never')", { signal: stop.signal });
    await expect.poll(() => processes[0]?.pid).toBeDefined();
    stop.abort(new Error("Stopped"));
    await expect(stopped).rejects.toThrow("Stopped");
    await expect(waiting).rejects.toThrow("Stopped");
    expect(processes).toHaveLength(1);
    expect(haveEnded()).toBe(true);
    expect((await bash("ls -A")).text).toBe("[Nothing was printed]");
  });
});

describe("code that imports packages", () => {
  let home: string;
  let site: LoopbackPackages;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "facet-code-packages-"));
    const { info } = lockSchema.parse(JSON.parse(readPyodideFile("pyodide-lock.json").toString("utf8")));
    site = await LoopbackPackages.start(info);
    const downloaded = await openPackages(home, site.source());
    downloaded.download();
    await vi.waitUntil(() => downloaded.isPresent, { timeout: 60_000 });
  });
  afterAll(async () => {
    await site.close();
    await rm(home, { recursive: true, force: true });
  });

  it("is told by their names that they are not there, and downloads none", async () => {
    const output = await python("import numpy as np\nprint(np.mean([1]))");
    expect(output).toMatchObject({
      isError: true,
      error: { code: "packages-needed", data: { names: "numpy" } },
    });
    expect(output.text).toMatch(/^PACKAGES: numpy has not been downloaded.*\n\[Errors\]\nTraceback/s);
    // A program that does without is left alone.
    const without = await python("try:\n    import numpy\nexcept ImportError:\n    print('without')");
    expect(without).toMatchObject({ text: "without", isError: false });
  });

  it("has them and the folder, finds no way out, and its figures are shown", async () => {
    packages = await openPackages(home, site.source());
    const program = `
import os, pandas
import js, pyodide_js
print(pandas.Series([1, 2, 6]).mean(), open("in.txt").read(), "é你😀", __name__)
# Asks for matplotlib, which the text does not name: it runs again, with all packages.
pandas.Series([1, 2]).plot()
show = __import__("matplotlib.pyplot").pyplot.show
show()
open("out.bin", "wb").write(bytes(range(3)))
os.remove("in.txt")
def attempt(name, work):
    try:
        print(name, "REACHED", repr(work())[:200])
    except BaseException as error:
        print(name, type(error).__name__)
def constructed(thing):
    return thing.constructor.constructor("return process")()
import socket, subprocess, urllib.request
attempt("absolute", lambda: open("/etc/passwd").read())
attempt("parent", lambda: open("../../etc/passwd").read())
attempt("proc", lambda: open("/proc/self/environ").read())
attempt("source", lambda: open(${JSON.stringify(import.meta.filename)}).read())
attempt("fork", lambda: os.fork())
attempt("system", lambda: subprocess.run(["ls"]))
attempt("socket", lambda: socket.create_connection(("127.0.0.1", 80), timeout=2))
attempt("http", lambda: urllib.request.urlopen("http://127.0.0.1/", timeout=2).read())
attempt("process", lambda: js.process)
attempt("fetch", lambda: js.fetch)
attempt("eval", lambda: __import__("pyodide.code").code.run_js("1 + 1"))
attempt("realm", lambda: constructed(pyodide_js.loadPackage))
attempt("module", lambda: constructed(pyodide_js.FS))
attempt("node", lambda: (pyodide_js.mountNodeFS("/host", "/"), os.listdir("/host")))
print([name for name in ("process", "require", "fetch", "globalThis", "eval", "Function") if hasattr(js, name)])
print(sorted(os.environ))`;
    const output = await python(program, { parts: [attached("in.txt", "input")] });
    const lines = output.text.split("\n");
    expect(lines[0]).toBe("3.0 input é你😀 __main__");
    expect(output.text).not.toContain("REACHED");
    expect(lines.filter((line) => /^\w+ \w+(Error|Exception)$/.test(line))).toHaveLength(14);
    expect(output.text).toContain("[]\n");
    expect(output.text).not.toContain("node_modules");
    expect(output.isError).toBe(false);
    expect(output.files?.map(({ name }) => name)).toEqual(["figure-1.png", "out.bin"]);
    expect(decode(output.files?.[0]?.bytes ?? new Uint8Array())).toMatchObject({ width: 160, height: 90 });
    expect(processes).toHaveLength(2);
    expect(haveEnded()).toBe(true);
    expect((await bash("ls")).text).toBe("figure-1.png\nout.bin");
    expect(await bash("python3 -c 'import numpy'")).toMatchObject({ error: { code: "packages-elsewhere" } });
  });

  it.each([
    // Loading takes longer than the limit, and does not count.
    ["an endless loop", "time", "while True: pass", { timeMs: 1_000, memoryBytes: codeLimits.memoryBytes }],
    ["a memory bomb", "memory", "x = []\nwhile True: x.append(bytes(10**7))", codeLimits],
    ["a flood of output", "output", "while True: print('flood' * 1000)", codeLimits],
  ])("ends %s with the name of its limit: %s", async (_, limit, code, limits) => {
    packages = await openPackages(home, site.source());
    start(limits);
    const output = await python(`import numpy\n${code}`);
    expect(output).toMatchObject({ isError: true, error: { code: "code-stopped", data: { limit } } });
    expect(processes).toHaveLength(1);
    expect(haveEnded()).toBe(true);
  });
});

describe("code that wants out", () => {
  it.each([
    ["files of this computer", "cat /etc/passwd ../etc/passwd ../../../../etc/hosts", /No such file/],
    ["links out of the folder", "ln -s /etc/passwd l; cat l; ln -s / root; ls root/etc", /No such file/],
    ["/proc", "cat /proc/self/environ /proc/1/cmdline /proc/self/root/etc/passwd", /No such file/],
    [
      "programs of this computer",
      "/bin/uname -a; node -e 1; sqlite3 :memory: 1; js-exec -c 1",
      /not found|No such/,
    ],
    [
      "the network",
      "curl http://127.0.0.1; wget http://127.0.0.1; nc 127.0.0.1 80",
      /curl: command not found/,
    ],
  ])("in Bash finds no way to %s", async (_, code, expected) => {
    const { text } = await bash(code);
    expect(text).toMatch(expected);
    expect(text).not.toMatch(/root:|localhost|PATH=/);
  });

  it("in Python finds neither files, nor processes, nor hosts", async () => {
    let requests = 0;
    const server = createServer((_, response) => {
      requests++;
      response.end("reached");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const { text } = await python(`
import os, socket, subprocess, urllib.request
def attempt(name, work):
    try:
        print(name, "REACHED", work())
    except BaseException as error:
        print(name, type(error).__name__)
attempt("absolute", lambda: open("/etc/passwd").read())
attempt("host", lambda: open("/host/etc/passwd").read())
attempt("parent", lambda: open("../../etc/passwd").read())
attempt("proc", lambda: open("/proc/self/environ").read())
attempt("list", lambda: os.listdir("/etc"))
attempt("source", lambda: open(${JSON.stringify(import.meta.filename)}).read())
attempt("link", lambda: (os.symlink("/etc/passwd", "link"), open("link").read()))
attempt("fork", lambda: os.fork())
attempt("system", lambda: subprocess.run(["ls"]))
attempt("library", lambda: __import__("ctypes"))
attempt("socket", lambda: socket.create_connection(("127.0.0.1", ${port}), timeout=2))
attempt("http", lambda: urllib.request.urlopen("http://127.0.0.1:${port}/", timeout=2).read())
attempt("bridge", lambda: jb_http.get("http://127.0.0.1:${port}/").text)
`);
    server.close();
    expect(text).not.toContain("REACHED");
    expect(text.split("\n").filter((line) => !line.startsWith("["))).toHaveLength(13);
    expect(requests).toBe(0);
    const { text: inherited } = await python("import os; print(dict(os.environ))");
    expect(inherited).not.toContain(process.env["HOME"] ?? "/home");
    expect(inherited).not.toContain("node_modules");
  });
});
