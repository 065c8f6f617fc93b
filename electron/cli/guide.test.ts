import { once } from "node:events";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { facetOutput, startFacet } from "../../tests/fixtures/cli/facet-output.ts";
import { hubRepository } from "../../tests/fixtures/hub/hub-repository.ts";
import { startLoopbackHub, type LoopbackHub } from "../../tests/fixtures/hub/loopback-hub.ts";
import { fixtureDrafter, fixtureModel } from "../../tests/fixtures/models.ts";
import { newHome, removeHome, startApp, type RunningApp } from "../../tests/fixtures/running-app.ts";
import { reader } from "../../tests/fixtures/trained-models.ts";
import { shortAnswer } from "../../tests/fixtures/texts.ts";

const sampling = ["--temp", "1.0", "--top-p", "0.95", "--top-k", "64"];

/** Every command of the guide for Gemma 4, translated, with small models under the names of the real ones. */
describe("the commands of the guide", () => {
  let hub: LoopbackHub;
  let home: string;
  let running: RunningApp;
  beforeAll(async () => {
    const model = await readFile(await fixtureModel("short"));
    const files = (name: string, quantization: string) => ({ [`${name}-${quantization}.gguf`]: model });
    hub = await startLoopbackHub({
      repositories: [
        hubRepository("unsloth/gemma-4-12b-it-GGUF", files("gemma-4-12b-it", "UD-Q4_K_XL")),
        hubRepository("unsloth/gemma-4-26B-A4B-it-GGUF", {
          ...files("gemma-4-26B-A4B-it", "UD-Q4_K_XL"),
          ...files("gemma-4-26B-A4B-it", "Q8_0"),
        }),
        // With a projector that fits: the list leaves out others.
        hubRepository("team/reader-GGUF", {
          "reader-F16.gguf": await readFile(reader.modelPath),
          "mmproj-BF16.gguf": await readFile(reader.projectorPath),
        }),
        hubRepository("team/gemma-4-short-GGUF", {
          ...files("gemma-4-short", "Q4_0"),
          ...files("gemma-4-short", "Q8_0"),
          "mtp-gemma-4-short.gguf": await readFile(await fixtureDrafter("short", "random")),
        }),
        hubRepository("unsloth/gemma-4-31B-it-GGUF", files("gemma-4-31B-it", "UD-Q4_K_XL")),
        hubRepository("unsloth/gemma-4-E4B-it-GGUF", files("gemma-4-E4B-it", "Q8_0")),
        hubRepository("unsloth/gemma-4-E2B-it-GGUF", files("gemma-4-E2B-it", "Q8_0")),
      ],
    });
    home = await newHome();
    await writeFile(join(home, "settings.json"), JSON.stringify({ hubMirror: hub.endpoint }));
    running = await startApp(home);
  });
  afterAll(async () => {
    await running.app.dispose();
    await hub.close();
    await removeHome(home);
  });

  it.each([
    ["unsloth/gemma-4-12b-it-GGUF:UD-Q4_K_XL", sampling],
    ["unsloth/gemma-4-26B-A4B-it-GGUF:UD-Q4_K_XL", sampling],
    ["unsloth/gemma-4-31B-it-GGUF:UD-Q4_K_XL", sampling],
    ["unsloth/gemma-4-E4B-it-GGUF:Q8_0", sampling],
    ["unsloth/gemma-4-E2B-it-GGUF:Q8_0", sampling],
    // llama-cli with --chat-template-kwargs; ollama run hf.co/…: the model is there already.
    ["unsloth/gemma-4-E2B-it-GGUF:Q8_0", ["--chat-template-kwargs", '{"enable_thinking":false}']],
    ["hf.co/unsloth/gemma-4-26B-A4B-it-GGUF:UD-Q4_K_XL", []],
  ])("run %s, fetched where it is missing", async (model, options) => {
    const output = await facetOutput(home, ["run", model, ...options, "Hello"]);
    expect(output).toMatchObject({ exitCode: 0, stdout: `${shortAnswer}\n` });
  });

  it("names the size before it fetches, and what there is where the quantisation is wrong", async () => {
    const pulled = await facetOutput(home, ["pull", "unsloth/gemma-4-26B-A4B-it-GGUF:Q8_0"]);
    expect(pulled).toMatchObject({ exitCode: 0, stdout: "" });
    expect(pulled.stderr).toMatch(/^Downloading unsloth\/gemma-4-26B-A4B-it-GGUF:Q8_0 \(\d+ [kM]B\)\n/);
    const wrong = await facetOutput(home, ["pull", "unsloth/gemma-4-E2B-it-GGUF:Q2_K"]);
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toMatch(/has no Q2_K\. It has: Q8_0/);
  });

  it("fetches the projector with the model, and runs a model file with the one that --mmproj names", async () => {
    const name = "team/reader-GGUF:F16";
    await facetOutput(home, ["pull", name]);
    const shown = await facetOutput(home, ["show", name, "--json"]);
    expect(JSON.parse(shown.stdout)).toMatchObject({ projector: { fileName: "mmproj-BF16.gguf" } });
    const run = (projector: string) => {
      const image = ["--image", reader.samples[0]?.path ?? ""];
      return facetOutput(home, [
        "run",
        reader.modelPath,
        "--mmproj",
        projector,
        ...image,
        "--temp",
        "0",
        "Read it",
      ]);
    };
    const read = await run(reader.projectorPath);
    expect(read).toMatchObject({ exitCode: 0, stdout: `${reader.samples[0]?.json ?? ""}\n` });
    const other = await run("mmproj-F32.gguf");
    expect(other.exitCode).toBe(2);
    expect(other.stderr).toContain("uses mmproj-reader-F16.gguf");
  });

  it("fetches the drafter with the model, unless it is left out, and shows it", async () => {
    const name = "team/gemma-4-short-GGUF";
    const without = await facetOutput(home, ["pull", `${name}:Q4_0`, "--no-drafter"]);
    expect(without.stderr).not.toContain("drafter");
    const shown = async () => (await facetOutput(home, ["show", `${name}:Q4_0`])).stdout;
    expect(await shown()).toMatch(/^Drafter +none$/m);
    const withIt = await facetOutput(home, ["pull", `${name}:Q8_0`]);
    expect(withIt.stderr).toMatch(/^Downloading .* with its drafter for faster replies \(\d+ kB\)\)$/m);
    expect(await shown()).toMatch(/^Drafter +mtp-gemma-4-short\.gguf \(\d+ kB\)$/m);
  });

  it("adds a Modelfile with FROM, and runs what it names", async () => {
    const folder = join(home, "gemma4", "BF16");
    await mkdir(folder, { recursive: true });
    await copyFile(await fixtureModel("no-thought"), join(folder, "unsloth-gemma4-BF16.gguf"));
    await writeFile(join(home, "Modelfile"), "FROM ./gemma4/BF16\n");
    expect(await facetOutput(home, ["add", "Modelfile"])).toMatchObject({ exitCode: 0 });
    const piped = await facetOutput(home, ["run", "unsloth-gemma4-BF16"], { stdin: "Hello\n" });
    expect(piped).toMatchObject({ exitCode: 0, stdout: `${shortAnswer}\n` });
  });

  it("serves a model under its alias, with its projector and thinking on, until Ctrl-C", async () => {
    const child = await startFacet(home, [
      ...["serve", "--model", reader.modelPath, "--mmproj", reader.projectorPath, ...sampling],
      ...["--alias", "unsloth/gemma-4-26B-A4B-it-GGUF", "--port", "0"],
      ...["--chat-template-kwargs", '{"enable_thinking":true}'],
    ]);
    let printed = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => (printed += text));
    while (!printed.includes("\n")) await once(child.stdout ?? child, "data");
    const [, url] = /^API is running at (http:\/\/127\.0\.0\.1:\d+\/v1)\n$/.exec(printed) ?? [];
    const response = await fetch(`${url ?? ""}/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        model: "unsloth/gemma-4-26B-A4B-it-GGUF",
        temperature: 0,
        messages: [{ role: "user", content: "Read it" }],
      }),
    });
    expect(await response.json()).toMatchObject({
      choices: [{ message: { content: reader.says.withoutImage, reasoning_content: reader.says.thought } }],
    });
    child.kill("SIGINT");
    await once(child, "exit");
    expect(child.exitCode).toBe(0);
    await expect(fetch(`${url ?? ""}/models`)).rejects.toThrow();
  });
});
