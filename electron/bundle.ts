import { readFileSync } from "node:fs";
import { join } from "node:path";

/** dist/electron: every bundled module lies directly in it. Code that runs from its source uses what was built too. */
const here = import.meta.filename.endsWith(".ts")
  ? join(import.meta.dirname, "../dist/electron")
  : import.meta.dirname;

/** Where the parts of the built app lie. */
export const bundle = {
  pageFolder: join(here, "../renderer"),
  preload: join(here, "preload.cjs"),
  engineHost: join(here, "engine-host.js"),
  demoModel: join(here, "../../resources/demo/facet-demo.gguf"),
  icon: join(here, "../../resources/icons/facet.png"),
} as const;

export function appVersion(): string {
  const { version } = JSON.parse(readFileSync(join(here, "../../package.json"), "utf8")) as {
    version: string;
  };
  return version;
}
