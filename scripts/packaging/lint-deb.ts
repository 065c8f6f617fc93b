import { spawnSync } from "node:child_process";

/** Findings of lintian that are accepted, each with its reason. */
const accepted: Readonly<Record<string, string>> = {
  "dir-or-file-in-opt": "Packages from elsewhere belong in /opt.",
  "unstripped-binary-or-object": "llama.cpp's prebuilt libraries are passed on as they are.",
  "custom-library-search-path": "As above: they were linked with a path of the machine that built them.",
  "no-changelog": "Releases are described in CHANGELOG.md and in the AppStream metadata.",
  "embedded-javascript-library": "Node packages bring their own copies.",
  "hardening-no-pie": "Node.js, as its authors publish it.",
  "national-encoding": "It is UTF-8: a bundled module names code points at the edges of Unicode.",
  "script-not-executable": "The commands of Node packages are not used.",
  "command-with-path-in-maintainer-script": "electron-builder's script.",
  "maintainer-script-ignores-errors": "electron-builder's script.",
  "postrm-removes-alternative": "electron-builder's script.",
  "executable-not-elf-or-script": "Only in packages with a placeholder: a script with a fuse wire.",
};

/** Findings in packages with the real Electron. */
const acceptedOfElectron: Readonly<Record<string, string>> = {
  "embedded-library": "Electron brings its own copies of libraries.",
  "unstripped-binary-or-object": "As Electron publishes it.",
  "setuid-binary": "Chromium's sandbox on systems without user namespaces.",
};

/**
 * Runs lintian on a Debian package.
 * @returns the lines of its errors and warnings that are not accepted
 */
export function lintDeb(deb: string): readonly string[] {
  const { stdout } = spawnSync("lintian", ["--tag-display-limit", "0", deb], { encoding: "utf8" });
  return stdout.split("\n").filter((line) => {
    const tag = /^[EW]: \S+ ([\w-]+)/.exec(line)?.[1];
    return tag !== undefined && !(tag in accepted) && !(tag in acceptedOfElectron);
  });
}
