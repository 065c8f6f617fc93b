import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * dist/electron, which contains all bundled modules. Code that runs from its source uses the built files too.
 */
const here = import.meta.filename.endsWith(".ts")
  ? join(import.meta.dirname, "../dist/electron")
  : import.meta.dirname;

/** The paths of the built app's parts. */
export const bundle = {
  pageFolder: join(here, "../renderer"),
  preload: join(here, "preload.cjs"),
  engineHost: join(here, "engine-host.js"),
  templateHost: join(here, "template-host.js"),
  decodeHost: join(here, "decode-host.js"),
  pageHost: join(here, "page-host.js"),
  codeHost: join(here, "code-host.js"),
  demoModel: join(here, "../../resources/demo/facet-demo.gguf"),
  icon: join(here, "../../resources/icons/facet.png"),
} as const;

export function appVersion(): string {
  const { version } = JSON.parse(readFileSync(join(here, "../../package.json"), "utf8")) as {
    version: string;
  };
  return version;
}
