import { lintDeb } from "./packaging/lint-deb.ts";

/** Checks finished Debian packages with lintian: `node scripts/lint-deb.ts FILE…`. Takes a minute for each. */
const findings = process.argv.slice(2).flatMap(lintDeb);
for (const finding of findings) console.error(finding);
process.exitCode = findings.length === 0 ? 0 : 1;
