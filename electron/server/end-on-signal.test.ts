import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";

const module = JSON.stringify(new URL("./end-on-signal.ts", import.meta.url).href);

/** A Node script that shuts down after a moment and reports it. */
const script = `
  const { endOnSignal } = await import(${module});
  endOnSignal(async () => {
    console.log("ending");
    await new Promise((done) => setTimeout(done, 10));
    console.log("ended");
  });
  console.log("pid", process.pid);
  setInterval(() => undefined, 1000);`;
const nodeArguments = ["--input-type=module", "-e", script];

function read(stream: NodeJS.ReadableStream | null): () => string {
  let text = "";
  stream?.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  return () => text;
}

describe.skipIf(process.platform === "win32")("endOnSignal", () => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("disposes before it exits on %s", async (signal) => {
    const child = spawn(process.execPath, nodeArguments, { stdio: ["ignore", "pipe", "inherit"] });
    const output = read(child.stdout);
    await expect.poll(output, { timeout: 100_000 }).toContain("pid");
    child.kill(signal);
    const [code] = (await once(child, "close")) as [number | null];
    expect(code).toBe(0);
    expect(output()).toMatch(/ending\nended\n$/);
  });

  it.each([
    ["ignores the same Ctrl+C forwarded by npm", 999, 0, "ended"],
    ["exits at once when a second signal comes later", 1_001, 1, null],
  ] as const)("%s", async (_name, laterMs, exitCode, last) => {
    const twice = `
      let nowMs = 5_000;
      performance.now = () => nowMs;
      ${script}
      process.emit("SIGINT");
      nowMs += ${laterMs};
      process.emit("SIGINT");`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", twice], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const output = read(child.stdout);
    const [code] = (await once(child, "close")) as [number | null];
    expect(code).toBe(exitCode);
    expect(output().includes("ended")).toBe(last === "ended");
  });

  it("exits with an error when disposing takes too long", async () => {
    const hanging = `
      const { setTimeout: wait } = globalThis;
      globalThis.setTimeout = (act, ms) => wait(act, ms / 1000);
      const { endOnSignal } = await import(${module});
      endOnSignal(() => new Promise(() => undefined));
      setInterval(() => undefined, 1000);
      process.emit("SIGINT");`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", hanging], {
      stdio: ["ignore", "inherit", "pipe"],
    });
    const errors = read(child.stderr);
    const [code] = (await once(child, "close")) as [number | null];
    expect(code).toBe(1);
    expect(errors()).toContain("The shutdown took longer");
  });

  it("exits when the shell that npm started it in ends", async () => {
    const shell = spawn("sh", ["-c", `"$0" "$@"; true`, process.execPath, ...nodeArguments], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, npm_lifecycle_event: "serve" },
    });
    const output = read(shell.stdout);
    await expect.poll(output, { timeout: 100_000 }).toContain("pid");
    shell.kill("SIGKILL");
    await expect.poll(output, { timeout: 100_000 }).toContain("ended");
  });
});
