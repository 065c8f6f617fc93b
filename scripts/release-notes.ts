import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "./build/build-app.ts";
import { changesOf } from "./packaging/changes-of.ts";

/** Prints the notes of a release: `node scripts/release-notes.ts VERSION`. */
const changelog = await readFile(join(projectRoot, "CHANGELOG.md"), "utf8");
console.log(changesOf(changelog, process.argv[2] ?? ""));
console.log(
  "\nSHA256SUMS lists the checksums. `gh attestation verify FILE --repo OWNER/NAME` shows that a file was built by the workflow of this repository.",
);
