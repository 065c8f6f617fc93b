import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CheckName, DoctorReport } from "../../shared/doctor/doctor-report.ts";
import { facetOutput } from "../../tests/fixtures/cli/facet-output.ts";
import { openTerminal } from "../../tests/fixtures/cli/facet-terminal.ts";
import { hubRepository } from "../../tests/fixtures/hub/hub-repository.ts";
import { startLoopbackHub } from "../../tests/fixtures/hub/loopback-hub.ts";
import { fixtureModel } from "../../tests/fixtures/models.ts";
import { newHome, removeHome, startApp, type RunningApp } from "../../tests/fixtures/running-app.ts";
import { listener, reader } from "../../tests/fixtures/trained-models.ts";

/** The sessions in the README, as a terminal shows them; seconds, which differ, are written as N. */
const readme = await readFile(join(import.meta.dirname, "README.md"), "utf8");
const session = (title: string) =>
  new RegExp(`^### ${title}\\n[\\s\\S]*?\`\`\`console\\n([\\s\\S]*?)\`\`\``, "m")
    .exec(readme)?.[1]
    ?.trimEnd();
const shown = (screen: string) => screen.trimEnd().replaceAll(/\b\d+ s\b/g, "N s");

describe("sessions in a terminal, with a Facet that is running", () => {
  let running: RunningApp;
  let home: string;
  let folder: string;
  beforeAll(async () => {
    home = await newHome("short", "endless-slow", "calling");
    const models = join(home, "models", "trained");
    folder = join(home, "files");
    await mkdir(models);
    await mkdir(join(folder, "receipts"), { recursive: true });
    for (const { modelPath, projectorPath } of [reader, listener]) {
      for (const path of [modelPath, projectorPath]) await copyFile(path, join(models, basename(path)));
    }
    for (const { path, name } of reader.samples.slice(0, 2)) {
      await copyFile(path, join(folder, "receipts", name));
    }
    await copyFile(listener.samples[0]?.path ?? "", join(folder, "message.wav"));
    running = await startApp(home);
  });
  afterAll(async () => {
    await running.app.dispose();
    await removeHome(home);
  });

  it.each([
    ["One answer", ["run", "short", "How are you?", "--think"]],
    ["Receipts of a folder", ["receipt", "receipts"]],
    ["Subtitles of a recording", ["transcribe", "message.wav", "--format", "srt"]],
  ])("shows what the README says: %s", async (title, args) => {
    const terminal = await openTerminal(home, args, { folder });
    expect(await terminal.ended).toBe(0);
    expect(shown(terminal.screen())).toBe(session(title));
  });

  it("examines the computer and a model, without naming a folder", async () => {
    const { exitCode, stdout } = await facetOutput(home, ["doctor", "reader-F16", "--json"]);
    const { checks } = JSON.parse(stdout) as DoctorReport;
    const stateOf = (name: CheckName) => checks.find((check) => check.name === name)?.state;
    expect(exitCode).toBe(0);
    for (const name of [
      "engine",
      "load",
      "prompt-tokens",
      "thinking-off",
      "thinking-on",
      "receipt",
    ] as const) {
      expect([name, stateOf(name)]).toEqual([name, "ok"]);
    }
    expect(stateOf("clip")).toBe("skipped");
    expect(stateOf("tool-call")).toBe("skipped");
    expect(stdout).not.toContain(home);
  });

  it("has a model call a tool, where its template declares tools", async () => {
    const { stdout } = await facetOutput(home, ["doctor", "calling"]);
    expect(stdout).toMatch(/^ok +Tool call +calls get_weather for Paris, tool-calls$/m);
  });

  it("stops the reply of a chat with Ctrl-C, and not the program", async () => {
    const terminal = await openTerminal(home, ["chat", "endless-slow", "--think"]);
    await terminal.seen(/^>$/m);
    terminal.type("How do I choose a size?\r");
    await terminal.seen(/# Choosing a size/);
    terminal.type("\u0003");
    await terminal.seen(/Stopped\.\n>$/);
    terminal.type("/reasoning\r");
    await terminal.seen(/friendly\.\n>$/);
    terminal.type("/exit\r");
    expect(await terminal.ended).toBe(0);
    // How far the reply got depends on the computer.
    const screen = shown(terminal.screen()).replace(/(# Choosing a size)[\s\S]*?(\nStopped\.)/, "$1\n…$2");
    expect(screen).toBe(session("A chat"));
  });
});

it("continues a download after the command was killed in the middle", async () => {
  const model = await readFile(await fixtureModel("dense"));
  const repository = hubRepository("team/tiny-GGUF", { "tiny-Q8_0.gguf": model });
  const hub = await startLoopbackHub({ repositories: [repository], bytesPerSecond: model.length / 4 });
  const home = await newHome();
  try {
    await writeFile(join(home, "settings.json"), JSON.stringify({ hubMirror: hub.endpoint }));
    const first = await openTerminal(home, ["pull", "team/tiny-GGUF:Q8_0"]);
    await first.seen(/[5-9]\d %/);
    first.kill();
    await first.ended;
    const second = await openTerminal(home, ["pull", "team/tiny-GGUF:Q8_0"]);
    expect(await second.ended).toBe(0);
    expect(shown(second.screen())).toBe(session("A download, continued after a kill"));
    // What the first one had recorded was not sent again.
    expect(hub.files.answers.map(({ range }) => range?.startsWith("bytes=0-"))).toEqual([true, false]);
    const list = await openTerminal(home, ["list", "--names"]);
    expect(await list.ended).toBe(0);
    expect(list.screen()).toMatch(/^\$ facet list --names\nRandom dense\n/);
  } finally {
    await hub.close();
    await removeHome(home);
  }
});
