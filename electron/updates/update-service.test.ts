import { describe, expect, it } from "vitest";
import type { UpdateMode, UpdateState } from "../../shared/updates/update-state.ts";
import { UpdateService } from "./update-service.ts";
import type { Updater } from "./updater.ts";

const hourMs = 3_600_000;

/** An updater whose answers the test gives, with what it was asked for. */
class ScriptedUpdater implements Updater {
  readonly feedHost = "updates.example";
  readonly downloadPage = "https://facet.example";
  readonly ability;
  readonly calls: string[] = [];
  answer: () => Promise<string | null> = () => Promise.resolve("2.0.0");
  downloading = Promise.withResolvers<undefined>();

  constructor(ability: Updater["ability"] = "install") {
    this.ability = ability;
  }

  check() {
    this.calls.push("check");
    return this.answer();
  }

  async download(onProgress: (progress: number) => void, signal: AbortSignal) {
    this.calls.push("download");
    this.downloading = Promise.withResolvers();
    signal.addEventListener("abort", () => this.downloading.reject(signal.reason));
    onProgress(0.5);
    await this.downloading.promise;
  }

  restart() {
    this.calls.push("restart");
  }
}

function serviceOf(mode: UpdateMode, updater = new ScriptedUpdater()) {
  const world = { nowMs: 0, isBusy: false, mode };
  const states: UpdateState[] = [];
  const service = new UpdateService({
    updater,
    mode: () => world.mode,
    isBusy: () => world.isBusy,
    onChange: ({ state }) => states.push(state),
    log: { info: () => undefined, error: () => undefined },
    now: () => world.nowMs,
  });
  const stepAt = (nowMs: number) => {
    world.nowMs = nowMs;
    return service.step();
  };
  return { service, updater, world, states, stepAt, state: () => service.current.state };
}

const automaticFound = async () => {
  const opened = serviceOf("automatic");
  await opened.stepAt(hourMs);
  expect(opened.state()).toEqual({ type: "found", version: "2.0.0", isWaiting: false });
  return opened;
};

describe("UpdateService", () => {
  it("looks a minute after the start and then every six hours", async () => {
    const { updater, stepAt } = serviceOf("notify");
    updater.answer = () => Promise.resolve(null);
    await stepAt(59_000);
    expect(updater.calls).toEqual([]);
    await stepAt(60_000);
    await stepAt(60_000 + 6 * hourMs - 1);
    expect(updater.calls).toEqual(["check"]);
    await stepAt(60_000 + 6 * hourMs);
    expect(updater.calls).toEqual(["check", "check"]);
  });

  it("asks nobody while updates are off, except when the user does", async () => {
    const { service, updater, stepAt, state } = serviceOf("off");
    await stepAt(48 * hourMs);
    expect(updater.calls).toEqual([]);
    service.check();
    await service.dispose();
    expect(state()).toMatchObject({ type: "found", version: "2.0.0" });
  });

  it("only reports a new version when set to notify", async () => {
    const { updater, stepAt, state } = serviceOf("notify");
    await stepAt(hourMs);
    await stepAt(hourMs + 2_000);
    expect(updater.calls).toEqual(["check"]);
    expect(state()).toEqual({ type: "found", version: "2.0.0", isWaiting: false });
  });

  it("never downloads where packages can't replace themselves, even when asked to", async () => {
    const { service, updater, stepAt } = serviceOf("automatic", new ScriptedUpdater("notify"));
    await stepAt(hourMs);
    await stepAt(hourMs + 2_000);
    service.download();
    expect(updater.calls).toEqual(["check"]);
  });

  it("downloads by itself when set to automatic, and restarts only when the user wants that", async () => {
    const { service, updater, stepAt, state, states } = await automaticFound();
    const downloading = stepAt(hourMs + 2_000);
    updater.downloading.resolve(undefined);
    await downloading;
    expect(states.at(-2)).toEqual({ type: "downloading", version: "2.0.0", progress: 0.5 });
    await stepAt(hourMs + 4_000);
    expect(updater.calls).toEqual(["check", "download"]);
    expect(state()).toEqual({ type: "ready", version: "2.0.0", isWaiting: false });
    service.restart();
    await stepAt(hourMs + 6_000);
    expect(updater.calls, "once, however long the app takes to close").toEqual([
      "check",
      "download",
      "restart",
    ]);
  });

  it("does nothing while a model is generating, and goes on afterwards", async () => {
    const { updater, world, stepAt } = serviceOf("automatic");
    world.isBusy = true;
    await stepAt(hourMs);
    expect(updater.calls).toEqual([]);
    world.isBusy = false;
    await stepAt(hourMs + 2_000);
    world.isBusy = true;
    await stepAt(hourMs + 4_000);
    expect(updater.calls).toEqual(["check"]);
  });

  it("cancels a download when a model begins to generate, and repeats it afterwards", async () => {
    const { updater, world, stepAt, state } = await automaticFound();
    const downloading = stepAt(hourMs + 2_000);
    world.isBusy = true;
    await stepAt(hourMs + 4_000);
    await downloading;
    expect(state()).toEqual({ type: "found", version: "2.0.0", isWaiting: true });
    world.isBusy = false;
    const again = stepAt(hourMs + 6_000);
    updater.downloading.resolve(undefined);
    await again;
    expect(state()).toMatchObject({ type: "ready" });
  });

  it("keeps a restart for the end of the reply that is being generated", async () => {
    const { service, updater, world, stepAt, state } = await automaticFound();
    const downloading = stepAt(hourMs + 2_000);
    updater.downloading.resolve(undefined);
    await downloading;
    world.isBusy = true;
    service.restart();
    expect(state()).toEqual({ type: "ready", version: "2.0.0", isWaiting: true });
    expect(updater.calls).not.toContain("restart");
    world.isBusy = false;
    await stepAt(hourMs + 4_000);
    expect(updater.calls.at(-1)).toBe("restart");
  });

  it("reports a failed check or download and tries again after six hours", async () => {
    const { updater, stepAt, state } = serviceOf("automatic");
    updater.answer = () => Promise.reject(new Error("offline"));
    await stepAt(hourMs);
    expect(state()).toEqual({ type: "failed", step: "check" });
    updater.answer = () => Promise.resolve("2.0.0");
    await stepAt(7 * hourMs);
    const downloading = stepAt(7 * hourMs + 2_000);
    updater.downloading.reject(new Error("checksum"));
    await downloading;
    expect(state()).toEqual({ type: "failed", step: "download" });
    await stepAt(8 * hourMs);
    expect(updater.calls).toEqual(["check", "check", "download"]);
    await stepAt(13 * hourMs);
    expect(state()).toMatchObject({ type: "found" });
  });
});
