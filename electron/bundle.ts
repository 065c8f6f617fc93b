import { readFileSync } from "node:fs";
import { join } from "node:path";

/** dist/electron: every bundled module lies directly in it, so this is the same from each. */
const here = import.meta.dirname;

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
