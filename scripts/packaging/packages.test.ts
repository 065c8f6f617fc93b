import { execFile, fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { decode } from "fast-png";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EngineClient } from "../../electron/inference/local/engine-client.ts";
import { forkEngine } from "../../electron/inference/local/fork-engine.ts";
import { demoFileNames, demoTextPath, findDemoFiles } from "../../electron/models/demo-files.ts";
import type { InspectResponse } from "../../electron/models/template/template-process.ts";
import type { CodeJob } from "../../electron/tools/code/code-protocol.ts";
import { pageFiles } from "../../electron/page/page-files.ts";
import { isAddonBuilt } from "../../native/addon.ts";
import { facetOutput, startFacet, type FacetOptions } from "../../tests/fixtures/cli/facet-output.ts";
import { openTerminal } from "../../tests/fixtures/cli/facet-terminal.ts";
import { newHome, removeHome } from "../../tests/fixtures/running-app.ts";
import { collectReply } from "../../tests/fixtures/collect-reply.ts";
import { generateRequest } from "../../tests/fixtures/generate-request.ts";
import { readPng } from "../../tests/fixtures/png-pixels.ts";
import { storedClip, storedImage } from "../../tests/fixtures/stored-media.ts";
import { listener, reader } from "../../tests/fixtures/trained-models.ts";
import { readWav } from "../../tests/fixtures/wav-samples.ts";
import { fallbackTemplate } from "../../shared/formats/gemma4/fallback-template.ts";
import type { PromptLanguage } from "../../shared/tasks/prompt-language.ts";
import type { GenerationEvent } from "../../shared/inference/generation.ts";
import type { TurnMedia } from "../../shared/inference/prompt-turn.ts";
import { appFuses } from "./app-fuses.ts";
import { buildPackages } from "./build-packages.ts";
import { extractArchive } from "./extract-archive.ts";
import { readFuses } from "./fuse-wire.ts";
import { lintDeb } from "./lint-deb.ts";
import { ownParts, resourceFiles, sizeTable } from "./own-parts.ts";
import { packedApp } from "./packed-app.ts";
import { installedFolders } from "./third-party.ts";

const run = promisify(execFile);
const hasDpkg = spawnSync("dpkg-deb", ["--version"]).status === 0;
const has = (program: string) => spawnSync("which", [program]).status === 0;

/** The app's own part, compressed, without CUDA. */
const maxOwnBytes = 120e6;

/** One build for all tests of this file: folder, tar.gz and deb, with a placeholder instead of Electron. */
let output: string;
/** The packaged resources, laid out so that plain Node, which cannot read asar archives, can run them. */
let tree: string;
let resources: string;

describe.runIf(process.platform === "linux")("the packages for Linux", () => {
  beforeAll(async () => {
    // Outside the project, so that nothing missing is found in the project's node_modules.
    output = await mkdtemp(join(tmpdir(), "facet-packages-"));
    await buildPackages({
      electron: { type: "placeholder" },
      targets: ["dir", "tar.gz", ...(hasDpkg ? ["deb"] : [])],
      variant: "standard",
      outputFolder: output,
      builderArguments: ["-c.deb.compression=gz"],
    });
    resources = packedApp(output).resources;
    tree = join(output, "tree");
    await extractArchive(join(resources, "app.asar"), tree);
    await cp(join(resources, "app.asar.unpacked"), tree, { recursive: true });
    await mkdir(join(tree, "resources"), { recursive: true });
    await cp(join(resources, "demo"), join(tree, "resources/demo"), { recursive: true });
  }, 600_000);
  afterAll(() => rm(output, { recursive: true, force: true }));

  describe("the engine process, outside the archive", () => {
    let engine: EngineClient;
    beforeAll(() => {
      const host = join(resources, "app.asar.unpacked/dist/engine/engine-host.js");
      engine = new EngineClient(forkEngine(host), join(output, "scratch"));
    });
    afterAll(() => engine.dispose());

    async function ask(text: string, media: readonly TurnMedia[] = []): Promise<string> {
      const events: GenerationEvent[] = [];
      await engine.generate(
        generateRequest({ turns: [{ role: "user", text, media }], toolChoice: "none" }),
        (event) => events.push(event),
      );
      return collectReply(events).text;
    }

    async function loadDemo(language: PromptLanguage): Promise<void> {
      const demo = await findDemoFiles(join(resources, "demo", demoFileNames.english));
      if (demo === null) throw new Error("The demo model is not in the package");
      const parts = [demo.reader, demo.listener].filter((part) => part !== null);
      expect(parts).toHaveLength(2);
      const modelPath = demoTextPath(demo, language);
      await engine.load({ modelId: "demo", modelPath, parts, contextLength: null }, () => null);
    }

    it("loads the packaged demo model and answers in both languages", async () => {
      await loadDemo("zh-CN");
      expect(await ask("Hello")).toContain("Facet 自带的小演示");
      await loadDemo("en");
      expect(await ask("Hello")).toContain("Facet’s tiny built-in demo");
    });

    it.runIf(isAddonBuilt(false))("reads and hears with the packaged addon and the demo model", async () => {
      const [receipt] = reader.samples;
      const [tones] = listener.samples;
      if (receipt === undefined || tones === undefined) throw new Error("There are no samples");
      await loadDemo("en");
      expect(await ask("What is it?", [await storedImage(output, await readPng(receipt.path))])).toBe(
        receipt.json,
      );
      expect(await ask("Transcribe it", [await storedClip(output, await readWav(tones.path))])).toBe(
        tones.keys,
      );
    });
  });

  describe("the command, with the Node.js that the package brings", () => {
    let home: string;
    let options: FacetOptions;
    beforeAll(async () => {
      home = await newHome("short", "endless-slow");
      options = { installed: join(output, "facet") };
      await symlink(join(resources, "bin/facet"), join(output, "facet"));
    });
    afterAll(() => removeHome(home));

    it("answers with the demo model, on services that it starts itself", async () => {
      const answer = await facetOutput(home, ["run", "Facet Demo", "Say"], { ...options, stdin: "hello" });
      expect([answer.exitCode, answer.stdout]).toEqual([0, expect.stringContaining("Facet")]);
      const unknown = await facetOutput(home, ["run", "no such model", "Hello"], options);
      expect([unknown.exitCode, unknown.stderr]).toEqual([2, expect.stringContaining("Facet Demo")]);
    });

    it.runIf(isAddonBuilt(false))("reads an image file with the packaged decoders and addon", async () => {
      const [sample] = reader.samples;
      if (sample === undefined) throw new Error("There are no samples");
      const args = ["receipt", sample.path, "--model", reader.modelPath, "--json"];
      const { stdout } = await facetOutput(home, args, options);
      expect(stdout).toContain('"HARBOR"');
      expect(stdout).toContain("13.45");
    });

    it("stops the reply of a chat with Ctrl-C, and not the program", async () => {
      const terminal = await openTerminal(home, ["chat", "endless-slow"], options);
      await terminal.seen(/^>$/m);
      terminal.type("How do I choose a size?\r");
      await terminal.seen(/# Choosing a size/);
      terminal.type("\u0003");
      await terminal.seen(/Stopped\.\n>$/);
      terminal.type("/exit\r");
      expect(await terminal.ended).toBe(0);
    });

    it("runs Python of models, with Node's permission model around it", async () => {
      const folder = join(resources, "app.asar.unpacked");
      const child = fork(join(folder, "dist/command/code-host.js"), [], {
        serialization: "advanced",
        execPath: join(resources, "node/node"),
        execArgv: ["--permission", "--allow-worker", `--allow-fs-read=${join(folder, "*")}`],
        stdio: ["ignore", "ignore", "ignore", "ipc"],
      });
      try {
        const answer = once(child, "message");
        const job: CodeJob = {
          language: "python",
          code: "print(6 * 7)",
          files: [],
          timeZone: "UTC",
          packages: null,
        };
        child.send(job);
        expect((await answer)[0]).toMatchObject({ type: "done", stdout: "42\n" });
      } finally {
        child.kill();
      }
    });

    it("serves the page out of the app's archive", async () => {
      const child = await startFacet(home, ["web", "--port", "0", "--no-open"], options);
      try {
        let printed = "";
        child.stdout?.setEncoding("utf8").on("data", (text: string) => (printed += text));
        while (!/is running at .*\n/.test(printed)) await once(child.stdout ?? child, "data");
        const [, url = ""] = /is running at (http:\/\/[^/]+)/.exec(printed) ?? [];
        const page = await (await fetch(`${url}/`)).text();
        const [script = ""] = /\/assets\/[\w-]+\.js/.exec(page) ?? [];
        expect(page).toContain("<title>Facet</title>");
        expect((await fetch(`${url}${script}`)).headers.get("content-type")).toContain("javascript");
      } finally {
        child.kill("SIGINT");
        await once(child, "exit");
      }
      const page = pageFiles(join(resources, "app.asar/dist/renderer"));
      // Beside the archive, because decoders in plain Node read it.
      expect((await page("/pdf/cmaps/GBK-EUC-H.bcmap"))?.bytes.length).toBeGreaterThan(0);
      expect(await page("/no-such-file.js")).toBeNull();
    });
  });

  it("contain the process that renders chat templates", async () => {
    const child = fork(join(tree, "dist/electron/template-host.js"), [], {
      serialization: "advanced",
      execArgv: [],
    });
    try {
      const answer = new Promise<InspectResponse>((resolve, reject) => {
        child.once("message", (message) => resolve(message as InspectResponse));
        child.once("exit", (code) => reject(new Error(`It exited with ${String(code)}.`)));
      });
      child.send({
        source: fallbackTemplate,
        tokens: { bosToken: "<bos>", eosToken: "<eos>" },
        thinking: false,
      });
      expect((await answer)?.segments?.map(({ text }) => text).join("")).toContain("capital of France");
    } finally {
      child.kill();
    }
  });

  it("contain nothing of development, and no engines of other targets", async () => {
    const allowed = [
      /^app\.asar\/package\.json$/,
      /^app\.asar\/dist\/electron\/([\w.-]+\.(js|cjs)|wasm\/\w+\.wasm)$/,
      /^app\.asar\/dist\/renderer\/(\w[\w-]*\.(html|js|svg|png|ico)|(assets|pdf)\/[^.][\w./-]*)$/,
      /^app\.asar\/resources\/icons\/facet\.png$/,
      /^app\.asar\.unpacked\/dist\/engine\/[\w-]+\.js$/,
      /^app\.asar\.unpacked\/dist\/command\/([\w.-]+\.js|wasm\/\w+\.wasm)$/,
      /^app\.asar\.unpacked\/dist\/renderer\/pdf\/cmaps\/[\w-]+(\.bcmap)?$/,
      /^app\.asar\.unpacked\/package\.json$/,
      /^(bin\/facet|node\/node)$/,
      /^app\.asar\.unpacked\/dist\/electron\/just-bash\/(LICENSE|package\.json|dist\/[\w./-]+\.js|vendor\/[\w./-]+)$/,
      /^app\.asar\.unpacked\/dist\/electron\/pyodide\/[\w.-]+\.(mjs|wasm|zip|json)$/,
      /^app\.asar\.unpacked\/native\/build\/addons\/(kernels|linux-[\w-]+)\/[\w.-]+\.(node|so)$/,
      /^app\.asar\.unpacked\/node_modules\//,
      /^(demo\/[\w.-]+\.gguf|third-party\.txt|apparmor-profile|package-type)$/,
    ];
    const forbidden = [
      /\.(ts|mts|cts|tsx|map)$/,
      /node_modules\/(electron|typescript|vite|vitest|playwright|eslint|prettier|react)\//,
      /\/(tests?|__tests__|fixtures)\//,
      new RegExp(`@node-llama-cpp/(?!linux-${process.arch}(-vulkan)?/)`),
      /gitRelease\.bundle$/,
    ];
    const paths = (await resourceFiles(resources)).map(({ path }) => path);
    expect(paths.filter((path) => !allowed.some((pattern) => pattern.test(path)))).toEqual([]);
    expect(paths.filter((path) => forbidden.some((pattern) => pattern.test(path)))).toEqual([]);
  });

  it("keep the engine, its libraries and all that it imports outside the archive", async () => {
    const inArchive = (await resourceFiles(resources))
      .map(({ path }) => path)
      .filter((path) => path.startsWith("app.asar/"));
    expect(
      inArchive.filter((path) => /node_modules|native|engine-host|\.(node|so|dll|dylib)$/.test(path)),
    ).toEqual([]);
  });

  it("are at most 120 MB larger than Electron", async () => {
    const archive = (await readdir(output)).find((name) => name.endsWith(".tar.gz")) ?? "";
    const parts = await ownParts(resources);
    expect((await stat(join(output, archive))).size, sizeTable(parts)).toBeLessThan(maxOwnBytes);
    const other = parts.find(({ name }) => name === "Other");
    expect(other?.sizeBytes ?? 0, "parts that the table does not name").toBeLessThan(1e6);
  });

  it("have all fuses set", async () => {
    expect(await readFuses(join(packedApp(output).folder, "facet"))).toEqual(appFuses);
  });

  it("carry the licence of every package inside", async () => {
    const text = await readFile(join(resources, "third-party.txt"), "utf8");
    const folders = await installedFolders(join(resources, "app.asar.unpacked/node_modules"));
    expect(folders.length).toBeGreaterThan(50);
    for (const folder of folders) {
      const { name, version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
        readonly name: string;
        readonly version: string;
      };
      expect(text).toContain(`\n${name} ${version} (`);
    }
    for (const name of [
      "llama.cpp",
      "react",
      "pdfjs-dist",
      "libheif-js",
      "mpg123-decoder",
      "just-bash",
      "node-(bin-)?linux-(x64|arm64)",
      "pyodide",
      "zod",
    ]) {
      expect(text).toMatch(new RegExp(`^${name} `, "m"));
    }
  });

  describe.runIf(hasDpkg)("the Debian package", () => {
    let deb: string;
    let installed: string;
    beforeAll(async () => {
      deb = join(output, (await readdir(output)).find((name) => name.endsWith(".deb")) ?? "");
      installed = join(output, "installed");
      await run("dpkg-deb", ["-x", deb, installed]);
    });

    it("says what it is and what it needs", async () => {
      const { stdout } = await run("dpkg-deb", ["-f", deb]);
      expect(stdout).toMatch(/^Package: facet$/m);
      expect(stdout).toMatch(/^Architecture: (amd64|arm64)$/m);
      expect(stdout).toMatch(/^Depends: .*libgtk-3-0/m);
      expect(stdout).toMatch(/^Maintainer: .+ <.+@.+>$/m);
      expect(stdout).toMatch(/^Description: Chat with Gemma 4 on your own computer$/m);
    });

    it("makes /usr/bin/facet the command, which everybody can start", async () => {
      const scripts = join(output, "scripts");
      await run("dpkg-deb", ["-e", deb, scripts]);
      const launcher = "/opt/Facet/resources/bin/facet";
      const [install, remove] = await Promise.all(
        ["postinst", "postrm"].map((name) => readFile(join(scripts, name), "utf8")),
      );
      expect(install).toContain(`update-alternatives --install '/usr/bin/facet' 'facet' '${launcher}'`);
      expect(remove).toContain(`update-alternatives --remove 'facet' '${launcher}'`);
      for (const path of [launcher, "/opt/Facet/resources/node/node", "/opt/Facet/facet"]) {
        expect([path, (await stat(join(installed, path))).mode & 0o777]).toEqual([path, 0o755]);
      }
    });

    it("offers Facet for GGUF files and facet:// links, with an icon of each size", async () => {
      const share = join(installed, "usr/share");
      const entry = await readFile(join(share, "applications/facet.desktop"), "utf8");
      expect(entry).toMatch(/^Exec=\/opt\/Facet\/facet %U$/m);
      expect(entry).toMatch(/^MimeType=.*application\/x-gguf;.*x-scheme-handler\/facet;/m);
      expect(entry).toMatch(/^StartupWMClass=facet$/m);
      expect(await readFile(join(share, "mime/packages/facet.xml"), "utf8")).toContain(
        'glob pattern="*.gguf"',
      );
      for (const side of [16, 24, 32, 48, 64, 128, 256, 512]) {
        const icon = await readFile(join(share, `icons/hicolor/${side}x${side}/apps/facet.png`));
        expect(decode(icon)).toMatchObject({ width: side, height: side });
      }
    });

    it.runIf(has("desktop-file-validate"))("has a valid desktop entry", async () => {
      const entry = join(installed, "usr/share/applications/facet.desktop");
      const { stdout } = await run("desktop-file-validate", [entry]);
      expect(stdout).toBe("");
    });

    it.runIf(has("appstreamcli"))("has valid AppStream metadata", async () => {
      const metadata = join(installed, "usr/share/metainfo/app.facet.Facet.metainfo.xml");
      const { stdout } = await run("appstreamcli", ["validate", "--no-net", metadata]);
      expect(stdout).toContain("successful");
    });

    it.runIf(has("lintian"))("breaks no rule of Debian but these", async () => {
      // Without the libraries, which take lintian a minute: CI checks the whole package.
      const small = join(output, "small");
      await run("dpkg-deb", ["-R", deb, small]);
      for (const part of ["app.asar.unpacked", "node"]) {
        await rm(join(small, "opt/Facet/resources", part), { recursive: true });
      }
      const md5sums = join(small, "DEBIAN/md5sums");
      const kept = (await readFile(md5sums, "utf8"))
        .split("\n")
        .filter((line) => !/\/resources\/(app\.asar\.unpacked|node)\//.test(line));
      await writeFile(md5sums, kept.join("\n"));
      await run("dpkg-deb", ["--root-owner-group", "-Zgzip", "-z1", "--build", small, `${small}.deb`]);
      expect(lintDeb(`${small}.deb`)).toEqual([]);
    });
  });
});
