import { spawn } from "node:child_process";
import { once } from "node:events";
import { lstat, mkdir, mkdtemp, readFile, readlink, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CommandInstaller } from "./command-installer.ts";
import { windowsCommand } from "./windows-command.ts";

const standin = `#!/bin/sh
printf '%s|' "$@"
cat
exit 7
`;

describe.skipIf(process.platform === "win32")("the command for terminals", () => {
  let userFolder: string;
  let launcher: string;
  let path: string[];
  beforeEach(async () => {
    userFolder = await mkdtemp(join(tmpdir(), "facet-command-"));
    launcher = await appAt(join(userFolder, "Facet 1"));
    path = [join(userFolder, ".local/bin"), "/usr/bin", "/bin"];
    await mkdir(join(userFolder, ".local/bin"), { recursive: true });
  });
  afterEach(() => rm(userFolder, { recursive: true, force: true }));

  const installer = (change: { readonly launcher?: string; readonly appImage?: string } = {}) =>
    new CommandInstaller({
      platform: "linux",
      userFolder,
      environment: {},
      launcher: change.launcher ?? launcher,
      appImage: change.appImage ?? null,
      searchPath: async () => path.join(delimiter),
    });
  const command = () => join(userFolder, ".local/bin/facet");

  it("is a link in a folder of the PATH, which can be removed again", async () => {
    const app = installer();
    const folder = join(userFolder, ".local/bin");
    expect(await app.state()).toEqual({ type: "absent", folder });
    const installed = {
      type: "installed",
      path: command(),
      folder,
      by: "settings",
      isInPath: true,
      shadowedBy: null,
    };
    expect(await app.install()).toEqual(installed);
    expect(await run(command(), ["a  b"], "in")).toEqual(["a  b|in", 7]);
    expect(await app.install()).toEqual(installed);
    expect(await app.remove()).toEqual({ type: "absent", folder });
    await expect(lstat(command())).rejects.toThrow();
  });

  it("says when terminals do not look there, or find another program first", async () => {
    path = ["/bin"];
    expect(await installer().install()).toMatchObject({ path: command(), isInPath: false, shadowedBy: null });
    const other = join(userFolder, "other");
    await mkdir(other);
    await writeFile(join(other, "facet"), standin, { mode: 0o755 });
    path = [other, join(userFolder, ".local/bin")];
    expect(await installer().state()).toMatchObject({ isInPath: true, shadowedBy: join(other, "facet") });
  });

  it("leaves a file that Facet has not written", async () => {
    await writeFile(command(), standin, { mode: 0o755 });
    const app = installer();
    expect(await app.state()).toEqual({ type: "blocked", path: command(), reason: "taken" });
    await expect(app.install()).rejects.toMatchObject({ code: "invalid-request" });
    await app.remove();
    await app.refresh();
    expect(await readFile(command(), "utf8")).toBe(standin);
  });

  it("is there already where a package has installed it", async () => {
    const bin = join(userFolder, "usr-bin");
    await mkdir(bin);
    await symlink(launcher, join(bin, "facet"));
    path = [bin, ...path];
    expect(await installer().state()).toMatchObject({ by: "package", path: join(bin, "facet") });
  });

  it("follows the app to another folder, but not while the app is at the old one, too", async () => {
    await installer().install();
    const second = await appAt(join(userFolder, "Facet 2"));
    await installer({ launcher: second }).refresh();
    expect(await readlink(command())).toBe(launcher);
    await rename(join(userFolder, "Facet 1"), join(userFolder, "Facet 3"));
    await installer({ launcher: second }).refresh();
    expect(await readlink(command())).toBe(second);
  });

  describe("of an AppImage", () => {
    const appImage = () => join(userFolder, 'Facet\'s "own" $HOME.AppImage');
    const mounted = () => join(userFolder, "mounted");

    beforeEach(async () => {
      // Prints where it is mounted and waits to be ended, as the runtime of AppImages does.
      const runtime = `#!/bin/sh
[ "$1" = --appimage-mount ] || exit 9
trap 'rm "${mounted()}"; exit 0' TERM
touch '${mounted()}'
echo '${join(userFolder, "Facet 1")}'
while :; do sleep 0.05; done
`;
      await writeFile(appImage(), runtime, { mode: 0o755 });
      await installer({ appImage: appImage() }).install();
    });

    it("passes arguments, input and exit code through, and ends the mount afterwards", async () => {
      expect(await run(command(), ["a  b", `'"$HOME`, ""], "in")).toEqual([`a  b|'"$HOME||in`, 7]);
      await gone(mounted());
    });

    it("ends the mount also when the command is killed", async () => {
      const child = spawn(command(), [], { stdio: ["pipe", "pipe", "inherit"] });
      await once(child.stdout, "data");
      expect((await lstat(mounted())).isFile()).toBe(true);
      child.kill("SIGKILL");
      await gone(mounted());
    });

    it("says what to do when the AppImage is gone, and follows it when it has started elsewhere", async () => {
      const moved = join(userFolder, "moved.AppImage");
      await rename(appImage(), moved);
      const [, exitCode, complaint] = await run(command(), [], "");
      expect([exitCode, complaint]).toEqual([1, expect.stringContaining("install the command again")]);
      await installer({ appImage: moved }).refresh();
      expect(await run(command(), ["x"], "")).toEqual(["x|", 7]);
      await gone(mounted());
    });
  });
});

describe("the command of Windows", () => {
  const bin = "C:\\Users\\李\\AppData\\Local\\Microsoft\\WindowsApps";

  it("names the app by a path from its own folder, without the user's name", () => {
    const launcher = "C:\\Users\\李\\AppData\\Local\\Programs\\Facet\\resources\\bin\\facet.cmd";
    expect(windowsCommand(launcher, bin)?.split("\r\n").at(-2)).toBe(
      '"%~dp0..\\..\\Programs\\Facet\\resources\\bin\\facet.cmd" %*',
    );
  });

  it("names it by its whole path on another drive, and not where a batch file could not", () => {
    expect(windowsCommand("D:\\Facet\\resources\\bin\\facet.cmd", bin)).toContain(
      '\r\n"D:\\Facet\\resources\\bin\\facet.cmd" %*\r\n',
    );
    expect(windowsCommand("D:\\李\\bin\\facet.cmd", bin)).toBeNull();
    expect(windowsCommand("D:\\%PATH%\\bin\\facet.cmd", bin)).toBeNull();
  });
});

/** An app with a stand-in for the launcher. @returns the launcher */
async function appAt(folder: string): Promise<string> {
  const bin = join(folder, "resources/bin");
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, "facet"), standin, { mode: 0o755 });
  return join(bin, "facet");
}

async function run(
  command: string,
  args: readonly string[],
  input: string,
): Promise<readonly (string | number | null)[]> {
  const child = spawn(command, args, { stdio: "pipe" });
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const [output, complaint, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit") as Promise<[number | null]>,
  ]);
  return complaint === "" ? [output, exitCode] : [output, exitCode, complaint];
}

async function gone(path: string): Promise<void> {
  await expect.poll(() => lstat(path).catch(() => null), { timeout: 20_000 }).toBeNull();
}
