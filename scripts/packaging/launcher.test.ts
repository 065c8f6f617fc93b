import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../build/build-app.ts";

/** Takes the place of the command line: says what it was given, and ends as it is told to. */
const standin = `
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
process.on("SIGINT", () => process.exit(130));
process.on("SIGTERM", () => process.exit(143));
const { NODE_OPTIONS, FACET_HOME } = process.env;
process.stdout.write(JSON.stringify({
  args: process.argv.slice(2), input: Buffer.concat(chunks).toString(), NODE_OPTIONS, FACET_HOME,
}));
if (process.argv[2] === "wait") setInterval(() => undefined, 1000);
else process.exitCode = Number(process.argv[2]);
`;

describe.skipIf(process.platform === "win32")("the launcher of the installed command", () => {
  let folder: string;
  let command: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "facet-launcher-"));
    const resources = join(folder, "My 'Facet' \"ä\" $HOME/resources");
    const cli = join(resources, "app.asar.unpacked/dist/command/cli.js");
    for (const each of [
      join(resources, "bin"),
      join(resources, "node"),
      dirname(cli),
      join(folder, "links"),
    ]) {
      await mkdir(each, { recursive: true });
    }
    await copyFile(join(projectRoot, "resources/launcher/facet"), join(resources, "bin/facet"));
    await symlink(process.execPath, join(resources, "node/node"));
    await writeFile(cli, standin);
    await writeFile(join(dirname(cli), "package.json"), '{"type":"module"}');
    // As an installed command: an absolute link, and a relative one to that.
    await symlink(join(resources, "bin/facet"), join(folder, "links/absolute"));
    command = join(folder, "links/facet");
    await symlink("absolute", command);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const start = (...args: string[]) =>
    spawn(command, args, {
      env: { ...process.env, NODE_OPTIONS: "--no-such-option", FACET_HOME: "a  b" },
      stdio: ["pipe", "pipe", "inherit"],
    });

  it("passes arguments, input, environment and exit code through, but no options for Node", async () => {
    const args = [
      "7",
      "two  spaces",
      "",
      `"both" 'quotes'`,
      "$HOME `id` \\n *",
      "你好\nworld",
      "--inspect",
      "-e",
    ];
    const child = start(...args);
    child.stdin.end("line 1\nline 2 ü\n");
    const [output, exit] = await Promise.all([text(child.stdout), once(child, "exit")]);
    expect(JSON.parse(output)).toEqual({ args, input: "line 1\nline 2 ü\n", FACET_HOME: "a  b" });
    expect(exit).toEqual([7, null]);
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("is the process that %s reaches", async (signal, exitCode) => {
    const child = start("wait");
    child.stdin.end();
    await once(child.stdout, "data");
    child.kill(signal);
    expect(await once(child, "exit")).toEqual([exitCode, null]);
  });
});
