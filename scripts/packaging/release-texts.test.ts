import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectRoot } from "../build/build-app.ts";
import { changesOf } from "./changes-of.ts";
import { fillManifest } from "./fill-manifest.ts";

const version = "1.2.3";
const files = [
  ...[
    "win-x64.exe",
    "win-arm64.exe",
    "mac-arm64.dmg",
    "mac-x64.dmg",
    "linux-x64.tar.gz",
    "linux-arm64.tar.gz",
  ].map((name) => `Facet-${version}-${name}`),
  "app.facet.Facet.metainfo.xml",
  "facet.svg",
];
const checksums = new Map(files.map((name, index) => [name, String(index).repeat(64)]));
const facts = { version, homepage: "https://host.example/facet", checksums };
const templates = readdirSync(join(projectRoot, "packaging"), { recursive: true, encoding: "utf8" }).filter(
  (name) => /[\\/].*\.(ya?ml|rb)$/.test(name),
);

describe("fillManifest", () => {
  it.each(templates)("fills everything in packaging/%s", (name) => {
    const filled = fillManifest(readFileSync(join(projectRoot, "packaging", name), "utf8"), facts);
    expect(filled).not.toMatch(/@[A-Z]/);
    if (!name.includes("locale") && filled.includes("http") && /sha256/i.test(filled)) {
      expect(filled).toContain("https://host.example/facet/releases/download/v1.2.3/Facet-");
      expect(filled).toMatch(/[0-9]{64}/);
    }
  });

  it("refuses a file that is not among the packages, and an unknown placeholder", () => {
    expect(() => fillManifest("@SHA256 Facet-9.exe@", facts)).toThrow("Facet-9.exe");
    expect(() => fillManifest("@AUTHOR@", facts)).toThrow("@AUTHOR@");
  });
});

describe("changesOf", () => {
  const changelog = "# Changes\n\n## 1.2.3 (3 May)\n\n- New\n\n## 1.2.30\n\n- Other\n\n## 1.2\n";

  it("returns the section of exactly this version", () => {
    expect(changesOf(changelog, "1.2.3")).toBe("- New");
    expect(changesOf(changelog, "1.2.30")).toBe("- Other");
  });

  it("refuses a version that the changelog says nothing about", () => {
    expect(() => changesOf(changelog, "1.2")).toThrow('"## 1.2"');
    expect(() => changesOf(changelog, "9.9.9")).toThrow("9.9.9");
  });

  it("finds the current version in CHANGELOG.md", () => {
    const read = (name: string) => readFileSync(join(projectRoot, name), "utf8");
    const { version: current } = JSON.parse(read("package.json")) as { readonly version: string };
    expect(changesOf(read("CHANGELOG.md"), current)).toContain("- ");
  });
});
