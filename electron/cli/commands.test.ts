import { execFile } from "node:child_process";
import { once } from "node:events";
import { access, chmod, copyFile, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { facetOutput, startFacet } from "../../tests/fixtures/cli/facet-output.ts";
import { fixtureModel } from "../../tests/fixtures/models.ts";
import { newHome, removeHome, startApp, type RunningApp } from "../../tests/fixtures/running-app.ts";

const run = promisify(execFile);

describe("facet rm", () => {
  let home: string;
  let running: RunningApp;
  beforeAll(async () => {
    home = await newHome("short", "no-thought");
    running = await startApp(home);
  });
  afterAll(async () => {
    await running.app.dispose();
    await removeHome(home);
  });
  const facet = (...args: string[]) => facetOutput(home, args);
  const names = async () => (await facet("list", "--names")).stdout.split("\n");

  it("deletes a model only when it is told so", async () => {
    const asked = await facet("rm", "short");
    expect([asked.exitCode, asked.stderr]).toEqual([2, expect.stringContaining("--yes")]);
    expect(await names()).toContain("Short");
    expect(await facet("rm", "short", "--yes")).toMatchObject({ exitCode: 0, stdout: "Deleted Short\n" });
    expect(await names()).not.toContain("Short");
    expect(await readdir(join(home, "models"))).not.toContain("short.gguf");
  });

  it("takes a model of another folder off the list, and leaves its file", async () => {
    const path = join(home, "elsewhere", "showcase.gguf");
    await mkdir(join(home, "elsewhere"));
    await copyFile(await fixtureModel("showcase"), path);
    expect(await facet("add", path)).toMatchObject({ exitCode: 0, stdout: "Added Showcase\n" });
    const { exitCode, stdout } = await facet("rm", "Showcase");
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining("its file stays")]);
    expect(await names()).not.toContain("Showcase");
    await access(path);
  });

  it("refuses what is a part of Facet, and what is not there", async () => {
    const demo = (await names()).find((name) => name !== "" && name !== "No thought") ?? "";
    expect(await facet("rm", demo, "--yes")).toMatchObject({ exitCode: 2 });
    const gone = await facet("rm", "gone", "--yes");
    expect([gone.exitCode, gone.stderr]).toEqual([2, expect.stringContaining("No thought")]);
  });
});

describe("facet web", () => {
  it("sets the password that is piped into it, and lets a device sign in with it", async () => {
    const home = await newHome();
    const child = await startFacet(home, [
      "web",
      "--host",
      "0.0.0.0",
      "--port",
      "0",
      "--no-open",
      "--password-stdin",
    ]);
    try {
      let printed = "";
      child.stdout?.setEncoding("utf8").on("data", (text: string) => (printed += text));
      child.stdin?.end("correct horse battery\n");
      while (!/is running at .*\n/.test(printed)) await once(child.stdout ?? child, "data");
      const [, url = ""] = /is running at (http:\/\/[^/]+)/.exec(printed) ?? [];
      const signIn = async (password: string) => {
        const response = await fetch(`${url}/sign-in`, {
          method: "POST",
          headers: { origin: url },
          body: JSON.stringify({ password }),
        });
        return [response.ok, response.headers.has("set-cookie")];
      };
      expect(await signIn("wrong horse battery")).toEqual([expect.any(Boolean), false]);
      expect(await signIn("correct horse battery")).toEqual([true, true]);
    } finally {
      child.kill("SIGINT");
      await once(child, "exit");
      await removeHome(home);
    }
  });

  it("refuses other devices without a password, and says how to set one", async () => {
    const home = await newHome();
    const { exitCode, stderr } = await facetOutput(home, [
      "web",
      "--host",
      "0.0.0.0",
      "--port",
      "0",
      "--no-open",
    ]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/--password-stdin or the variable FACET_PASSWORD/);
    await removeHome(home);
  });
});

describe("facet completions", () => {
  it("complete commands, options and models in bash, and run nothing that is in a name", async () => {
    const home = await newHome();
    const script = await facetOutput(home, ["completions", "bash"]);
    const hostile = `$(touch ${home}/touched)`;
    const bin = join(home, "facet");
    await writeFile(bin, `#!/bin/sh\nprintf '%s\\n' 'Gemma 4 E2B' 'Gemma 4 12B' '${hostile}' 'Other'\n`);
    await chmod(bin, 0o755);
    await writeFile(join(home, "completions.bash"), script.stdout);
    const complete = async (...words: string[]) => {
      const typed = words.map((word) => `'${word}'`).join(" ");
      const lines = [
        `source ${home}/completions.bash`,
        `COMP_WORDS=(${typed}); COMP_CWORD=${words.length - 1}; _facet`,
        `printf '%s\\n' "\${COMPREPLY[@]}"`,
      ];
      const env = { ...process.env, PATH: `${home}:${process.env["PATH"] ?? ""}` };
      const { stdout } = await run("bash", ["-c", lines.join("\n")], { env });
      return stdout.trimEnd().split("\n");
    };
    expect(await complete("facet", "tran")).toEqual(["transcribe"]);
    expect(await complete("facet", "run", "--json")).toEqual(["--json-schema", "--json"]);
    expect(await complete("facet", "run", "Gemma")).toEqual(["Gemma\\ 4\\ E2B", "Gemma\\ 4\\ 12B"]);
    expect(await complete("facet", "run", "")).toHaveLength(4);
    await expect(access(join(home, "touched"))).rejects.toThrow();
    await removeHome(home);
  });

  it("exist for zsh and fish, and for no other shell", async () => {
    const home = await newHome();
    expect((await facetOutput(home, ["completions", "zsh"])).stdout).toMatch(/^#compdef facet\n/);
    expect((await facetOutput(home, ["completions", "fish"])).stdout).toContain("complete -c facet");
    expect(await facetOutput(home, ["completions", "tcsh"])).toMatchObject({ exitCode: 2 });
    await removeHome(home);
  });
});
