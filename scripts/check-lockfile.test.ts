import { describe, expect, it } from "vitest";
import { lockfileProblems, type Lockfile } from "./check-lockfile.ts";

const addon = {
  version: "1.0.0",
  optionalDependencies: { "addon-linux": "1.0.0", "addon-mac": "1.0.0", "addon-win": "1.0.0" },
};
const complete: Lockfile["packages"] = {
  "": {},
  "node_modules/addon": addon,
  "node_modules/addon-linux": { os: ["linux"] },
  "node_modules/addon-mac": { os: ["darwin"] },
  "node_modules/addon-win": { os: ["win32"] },
};

function without(name: string): Lockfile {
  return { packages: Object.fromEntries(Object.entries(complete).filter(([path]) => !path.endsWith(name))) };
}

describe("the lockfile", () => {
  it("is accepted when every platform package is listed", () => {
    expect(lockfileProblems({ packages: complete })).toEqual([]);
  });

  it("is rejected when a platform package is missing", () => {
    expect(lockfileProblems(without("addon-mac")).join()).toMatch(/addon 1\.0\.0 lacks addon-mac/);
    expect(lockfileProblems(without("addon-mac")).join()).toMatch(/no package for darwin/);
  });

  it("may nest a platform package inside the package that needs it", () => {
    const nested = {
      "": {},
      "node_modules/outer": {},
      "node_modules/outer/node_modules/addon": addon,
      "node_modules/outer/node_modules/addon-linux": { os: ["linux"] },
      "node_modules/addon-mac": { os: ["darwin"] },
      "node_modules/outer/node_modules/addon/node_modules/addon-win": { os: ["win32"] },
    };
    expect(lockfileProblems({ packages: nested })).toEqual([]);
  });

  it("accepts a package that exists for one system only", () => {
    const packages = {
      "node_modules/watcher": { optionalDependencies: { fsevents: "2" } },
      "node_modules/fsevents": { os: ["darwin"] },
    };
    expect(lockfileProblems({ packages })).toEqual([]);
  });

  it("is rejected when a package does not come from the npm registry", () => {
    const packages = { "node_modules/a": { resolved: "https://mirror.test/a.tgz" } };
    expect(lockfileProblems({ packages })).toHaveLength(1);
  });
});
