import { afterEach, describe, expect, it, vi } from "vitest";
import { Scheduler, type Job, type JobPriority } from "./scheduler.ts";

afterEach(() => vi.useRealTimers());

/** A job whose steps the test decides; it records what happens to it. */
class TestJob implements Job {
  readonly priority: JobPriority;
  readonly log: string[] = [];
  readonly end: () => void;
  readonly fail: (error: Error) => void;
  readonly #promise: Promise<void>;
  /** Settles `continue`: the model may have to be loaded again. */
  working: Promise<void> = Promise.resolve();
  failsToPause = false;

  constructor(priority: JobPriority) {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    this.priority = priority;
    this.#promise = promise;
    this.end = () => resolve(undefined);
    this.fail = reject;
  }

  async run(onWorking: () => void): Promise<void> {
    this.log.push("run");
    this.working.then(onWorking, () => undefined);
    await this.#promise;
  }

  async pause(): Promise<void> {
    this.log.push("pause");
    if (this.failsToPause) throw new Error("bug");
  }

  async continue(): Promise<void> {
    this.log.push("continue");
    await this.working;
  }

  giveUp(): void {
    this.log.push("give up");
  }

  drop(): void {
    this.log.push("drop");
  }
}

/** Lets every promise that is ready settle. */
const settle = () => new Promise((resolve) => setImmediate(resolve));
const interactive = () => new TestJob("interactive");
const background = () => new TestJob("background");

/** The running job; every job of these tests is a TestJob. */
function currentJob({ current }: Scheduler): TestJob | null {
  return current instanceof TestJob ? current : null;
}

function open(options: Partial<ConstructorParameters<typeof Scheduler>[0]> = {}) {
  return new Scheduler({ onChange: () => undefined, onFailure: () => undefined, ...options });
}

describe("a scheduler", () => {
  it("runs jobs of one priority in the order in which they were added, one at a time", async () => {
    const scheduler = open();
    const jobs = [interactive(), interactive(), interactive()] as const;
    for (const job of jobs) scheduler.add(job);
    await settle();
    expect(jobs.map(({ log }) => log)).toEqual([["run"], [], []]);
    jobs[0].end();
    await settle();
    expect(scheduler.current).toBe(jobs[1]);
    jobs[1].end();
    jobs[2].end();
    await settle();
    expect(scheduler.isBusy).toBe(false);
  });

  it("pauses a background job for an interactive one, and continues it before other background jobs", async () => {
    const scheduler = open();
    const [long, next, message] = [background(), background(), interactive()];
    scheduler.add(long);
    scheduler.add(next);
    await settle();
    scheduler.add(message);
    await settle();
    expect(long.log).toEqual(["run", "pause"]);
    expect(scheduler.current).toBe(message);
    message.end();
    await settle();
    expect(long.log).toEqual(["run", "pause", "continue"]);
    expect(scheduler.current).toBe(long);
    long.end();
    await settle();
    expect(scheduler.current).toBe(next);
  });

  it("does not pause a job that can't be paused", async () => {
    const scheduler = open();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const load: Job = { priority: "background", run: () => promise, drop: () => undefined };
    const message = interactive();
    scheduler.add(load);
    scheduler.add(message);
    await settle();
    expect(scheduler.current).toBe(load);
    resolve(undefined);
    await settle();
    expect(scheduler.current).toBe(message);
  });

  it("gives a background job a protected turn after some interactive jobs in a row", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const scheduler = open({ interactiveInARow: 2, protectedMs: 500 });
    const long = background();
    scheduler.add(long);
    await settle();
    const messages = [interactive(), interactive(), interactive()] as const;
    for (const message of messages) scheduler.add(message);
    await settle();
    messages[0].end();
    await settle();
    messages[1].end();
    await settle();
    expect(scheduler.current).toBe(long);
    expect(messages[2].log).toEqual([]);
    vi.advanceTimersByTime(500);
    await settle();
    expect(scheduler.current).toBe(messages[2]);
    messages[2].end();
    await settle();
    expect(scheduler.current).toBe(long);
  });

  it("protects a background job from when it works again, not while its model is loaded", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const scheduler = open({ interactiveInARow: 1, protectedMs: 500 });
    const long = background();
    const { promise, resolve: load } = Promise.withResolvers<undefined>();
    long.working = promise;
    scheduler.add(long);
    await settle();
    const messages = [interactive(), interactive()] as const;
    for (const message of messages) scheduler.add(message);
    await settle();
    messages[0].end();
    await settle();
    vi.advanceTimersByTime(5_000);
    await settle();
    expect(scheduler.current).toBe(long);
    expect(long.log).toEqual(["run", "pause", "continue"]);
    load(undefined);
    await settle();
    vi.advanceTimersByTime(499);
    await settle();
    expect(scheduler.current).toBe(long);
    vi.advanceTimersByTime(1);
    await settle();
    expect(scheduler.current).toBe(messages[1]);
  });

  it("protects a background job that begins from when it works, not while its model is loaded", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const scheduler = open({ interactiveInARow: 1, protectedMs: 500 });
    const long = background();
    const { promise, resolve: load } = Promise.withResolvers<undefined>();
    long.working = promise;
    const messages = [interactive(), interactive(), interactive()] as const;
    scheduler.add(messages[0]);
    scheduler.add(long);
    scheduler.add(messages[1]);
    await settle();
    messages[0].end();
    await settle();
    messages[1].end();
    await settle();
    expect(scheduler.current).toBe(long);
    scheduler.add(messages[2]);
    vi.advanceTimersByTime(5_000);
    await settle();
    expect(long.log).toEqual(["run"]);
    load(undefined);
    await settle();
    vi.advanceTimersByTime(499);
    await settle();
    expect(long.log).toEqual(["run"]);
    vi.advanceTimersByTime(1);
    await settle();
    expect(scheduler.current).toBe(messages[2]);
  });

  it("goes on, and reports it, when what it calls throws because of a bug", async () => {
    const failures: unknown[] = [];
    let isBroken = true;
    const scheduler = open({
      onFailure: (thrown) => failures.push(thrown),
      onChange: () => {
        if (isBroken) throw new Error("change");
      },
    });
    const [long, message, next] = [background(), interactive(), background()];
    scheduler.add(long);
    await settle();
    scheduler.add(message);
    await settle();
    isBroken = false;
    expect(failures.length).toBeGreaterThan(0);
    // It can't continue: the engine goes to the next one.
    long.continue = () => {
      throw new Error("continue");
    };
    message.end();
    await settle();
    expect(failures.at(-1)).toMatchObject({ message: "continue" });
    scheduler.add(next);
    await settle();
    expect(scheduler.current).toBe(next);
    const [bad, good] = [interactive(), interactive()];
    bad.drop = () => {
      throw new Error("drop");
    };
    next.pause = () => new Promise(() => undefined);
    scheduler.add(bad);
    scheduler.add(good);
    scheduler.close();
    expect(failures.at(-1)).toMatchObject({ message: "drop" });
    expect(good.log).toEqual(["drop"]);
    scheduler.add(bad);
  });

  it("asks a job that fails to pause once for each change, and waits for its end", async () => {
    const scheduler = open();
    const [long, message] = [background(), interactive()];
    long.failsToPause = true;
    scheduler.add(long);
    await settle();
    scheduler.add(message);
    await settle();
    expect(long.log).toEqual(["run", "pause"]);
    long.end();
    await settle();
    expect(scheduler.current).toBe(message);
  });

  it.each(["throws", "rejects"])("goes on with the next job after one that %s", async (how) => {
    const scheduler = open();
    const bad: Job = {
      priority: "interactive",
      run: () => {
        if (how === "throws") throw new Error("bug");
        return Promise.reject(new Error("bug"));
      },
      drop: () => undefined,
    };
    const next = interactive();
    scheduler.add(bad);
    scheduler.add(next);
    await settle();
    expect(scheduler.current).toBe(next);
  });

  it("forgets a paused job that ends", async () => {
    const scheduler = open();
    const [long, message] = [background(), interactive()];
    scheduler.add(long);
    await settle();
    scheduler.add(message);
    await settle();
    expect(scheduler.isPaused(long)).toBe(true);
    long.end();
    await settle();
    message.end();
    await settle();
    expect(long.log).toEqual(["run", "pause"]);
    expect(scheduler.isBusy).toBe(false);
  });

  it("runs an interactive job that was added while a background job was ending", async () => {
    const scheduler = open();
    const [long, message] = [background(), interactive()];
    scheduler.add(long);
    await settle();
    scheduler.add(message);
    long.end();
    await settle();
    expect(scheduler.current).toBe(message);
    expect(message.log).toEqual(["run"]);
    message.end();
    await settle();
    expect(scheduler.isBusy).toBe(false);
  });

  it("removes jobs that have not begun, and drops them when it is closed", async () => {
    const scheduler = open();
    const [first, second, third] = [interactive(), interactive(), background()];
    for (const job of [first, second, third]) scheduler.add(job);
    scheduler.withdraw((job) => job === second);
    scheduler.close();
    const late = interactive();
    scheduler.add(late);
    first.end();
    await settle();
    expect([first, second, third, late].map(({ log }) => log)).toEqual([["run"], [], ["drop"], ["drop"]]);
  });

  it("gives an idle job what is left, and asks it to give up as soon as anything else comes", async () => {
    const scheduler = open();
    const [first, waiting, idle, late] = [background(), background(), new TestJob("idle"), background()];
    scheduler.add(idle);
    await settle();
    for (const job of [first, waiting]) scheduler.add(job);
    expect(scheduler.current).toBe(idle);
    expect(idle.log).toEqual(["run", "give up", "give up"]);
    idle.end();
    await settle();
    const second = new TestJob("idle");
    scheduler.add(second);
    expect(scheduler.waiting).toEqual([waiting, second]);
    first.end();
    await settle();
    waiting.end();
    await settle();
    expect(scheduler.current).toBe(second);
    scheduler.add(new TestJob("idle"));
    await settle();
    expect(second.log).toEqual(["run"]);
    scheduler.add(late);
    expect(second.log).toEqual(["run", "give up"]);
  });

  it("runs every one of many random jobs to its end, at most one at a time", async () => {
    for (let seed = 1; seed <= 50; seed++) {
      let state = seed;
      const random = (below: number) => {
        state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
        return state % below;
      };
      const scheduler = open({ interactiveInARow: 2, protectedMs: 0 });
      const jobs: TestJob[] = [];
      for (let step = 0; step < 60; step++) {
        if (random(2) === 0) {
          const job = random(2) === 0 ? interactive() : background();
          jobs.push(job);
          scheduler.add(job);
        } else if (scheduler.current) {
          currentJob(scheduler)?.end();
        }
        if (random(3) === 0) await settle();
      }
      for (let left = 0; left < 400 && scheduler.isBusy; left++) {
        currentJob(scheduler)?.end();
        await settle();
      }
      expect(scheduler.isBusy).toBe(false);
      for (const { log } of jobs) {
        expect(log.filter((entry) => entry === "run")).toHaveLength(1);
        const pauses = log.filter((entry) => entry === "pause").length;
        expect(log.filter((entry) => entry === "continue").length).toBeLessThanOrEqual(pauses);
      }
    }
  });
});
