import { afterAll, describe, expect, it } from "vitest";
import { fallbackTemplate } from "../../../shared/formats/gemma4/fallback-template.ts";
import { forkTemplateProcess } from "./fork-template-process.ts";
import { TemplateInspector } from "./template-inspector.ts";
import type { TemplateProcess } from "./template-process.ts";

const inspector = new TemplateInspector(forkTemplateProcess);
afterAll(() => inspector.dispose());

const request = (source: string) => ({
  source,
  tokens: { bosToken: "<bos>", eosToken: "<eos>" },
  thinking: false,
});
const promptOf = async (source: string) =>
  (await inspector.inspect(request(source)))?.segments?.map(({ text }) => text).join("");

const conversation =
  "<bos><|turn>system\nYou are a helpful assistant.<turn|>\n<|turn>user\nWhat is the capital of France?<turn|>\n" +
  "<|turn>model\nThe capital of France is Paris.<turn|>\n<|turn>user\nAnd of Italy?<turn|>\n<|turn>model\n";
const doubling = (times: number) =>
  `{% set ns = namespace(s='aaaaaaaaaaaaaaaa') %}{% for i in range(${times}) %}{% set ns.s = ns.s + ns.s %}{% endfor %}`;

describe("TemplateInspector", () => {
  it("renders a conversation and checks the template", async () => {
    expect(await promptOf(fallbackTemplate)).toBe(conversation);
    expect(await inspector.inspect(request("{% if %}"))).toMatchObject({
      segments: null,
      problems: [{ severity: "error", code: "does-not-parse", line: 1 }],
    });
  });

  it.each([
    ["loops for hours", "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"],
    [
      "fills the memory piece by piece",
      "{% set ns = namespace(s=[1]) %}{% for i in range(40) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
    ],
    ["needs one huge list", "{{ range(100000000) | length }}"],
    ["needs one huge text", `${doubling(24)}{{ ns.s | upper }}{{ ns.s | list | length }}`],
  ])("gives up a template that %s, and renders the next one", async (_, source) => {
    expect(await inspector.inspect(request(source))).toBeNull();
    expect(await promptOf(fallbackTemplate)).toBe(conversation);
  });

  it("reports endless recursion as a problem of the template", async () => {
    const source =
      "{% macro f(f) %}{{ g(f) }}{% endmacro %}{% macro g(f) %}{{ h(f) }}{% endmacro %}{{ f(1) }}";
    const inspection = await inspector.inspect(request(source));
    expect(inspection?.problems[0]).toMatchObject({ severity: "error", code: "does-not-render" });
  });

  it("answers requests in order", async () => {
    const answers = await Promise.all(
      ["a", "{% if %}", "b"].map((source) => inspector.inspect(request(source))),
    );
    expect(answers.map((answer) => answer?.problems[0]?.code)).toEqual([
      "drops-message",
      "does-not-parse",
      "drops-message",
    ]);
  });

  it("starts another process when one has ended", async () => {
    const processes: TemplateProcess[] = [];
    const watched = new TemplateInspector(() => {
      const process = forkTemplateProcess();
      processes.push(process);
      return process;
    });
    const first = watched.inspect(request(fallbackTemplate));
    await expect.poll(() => processes.length).toBe(1);
    processes[0]?.kill();
    expect(await first).toBeNull();
    expect((await watched.inspect(request(fallbackTemplate)))?.problems).toEqual([]);
    expect(processes.length).toBe(2);
    watched.dispose();
  });

  it("renders the next template after a process that could not be started", async () => {
    let starts = 0;
    const watched = new TemplateInspector(() => {
      if (++starts === 1) throw new Error("No process can be started");
      return forkTemplateProcess();
    });
    await expect(watched.inspect(request(fallbackTemplate))).rejects.toThrow("No process");
    expect((await watched.inspect(request(fallbackTemplate)))?.problems).toEqual([]);
    watched.dispose();
  });
});
