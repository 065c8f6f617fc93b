import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { demoFileNames } from "../../electron/models/demo-files.ts";
import { fingerprint } from "./fingerprint.ts";

export const projectRoot = join(import.meta.dirname, "../..");

interface Step {
  readonly name: string;
  /** Files and folders whose content decides whether the step runs. */
  readonly inputs: readonly string[];
  /** Files that must exist afterwards. */
  readonly outputs: readonly string[];
  readonly run: () => Promise<void>;
}

const common = ["package-lock.json", "tsconfig.base.json", "vite.config.ts", "shared"];

const steps: readonly Step[] = [
  {
    name: "demo-model",
    inputs: [
      "scripts/make-demo-model.ts",
      "scripts/gguf",
      "scripts/models",
      "shared/models",
      "electron/models/demo-files.ts",
      ...["reader/reader", "reader/mmproj-reader", "listener/listener", "listener/mmproj-listener"].map(
        (name) => `tests/fixtures/${name}-F16.gguf`,
      ),
    ],
    outputs: Object.values(demoFileNames)
      .flatMap((names) => (typeof names === "string" ? names : Object.values(names)))
      .map((name) => `resources/demo/${name}`),
    async run() {
      const { makeDemoModel } = await import("../make-demo-model.ts");
      await makeDemoModel();
    },
  },
  {
    name: "page",
    inputs: [...common, "renderer"],
    outputs: ["dist/renderer/index.html"],
    run: () => bundle("client"),
  },
  {
    name: "electron",
    inputs: [...common, "electron"],
    outputs: [
      ...[
        "main.js",
        "serve.js",
        "cli.js",
        "hash-worker.js",
        "template-host.js",
        "decode-host.js",
        "page-host.js",
        "code-host.js",
        "preload.cjs",
      ].map((name) => `dist/electron/${name}`),
      "dist/engine/engine-host.js",
    ],
    run: () => bundle("electron", "engine", "preload"),
  },
];

/** Builds what has changed since the last build. @returns the names of the steps that ran */
export async function buildApp(): Promise<readonly string[]> {
  const built: string[] = [];
  for (const step of steps) {
    const stamp = join(projectRoot, "dist", "stamps", step.name);
    const wanted = await fingerprint(projectRoot, step.inputs);
    if ((await isThere(step.outputs)) && (await read(stamp)) === wanted) continue;
    await rm(stamp, { force: true });
    await step.run();
    await mkdir(dirname(stamp), { recursive: true });
    await writeFile(stamp, wanted);
    built.push(step.name);
  }
  return built;
}

/** Vite is loaded only when there is something to build, so that a built app starts immediately. */
async function bundle(...environments: readonly string[]): Promise<void> {
  const { createBuilder } = await import("vite");
  const builder = await createBuilder({ configFile: join(projectRoot, "vite.config.ts") });
  for (const name of environments) {
    const environment = builder.environments[name];
    if (!environment) throw new Error(`vite.config.ts has no environment "${name}"`);
    await builder.build(environment);
  }
}

async function isThere(paths: readonly string[]): Promise<boolean> {
  const found = await Promise.all(
    paths.map((path) =>
      stat(join(projectRoot, path)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.every(Boolean);
}

function read(path: string): Promise<string | null> {
  return readFile(path, "utf8").catch(() => null);
}
