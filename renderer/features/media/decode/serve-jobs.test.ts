import { beforeEach, expect, it, vi } from "vitest";
import { partsAtOnce, type JobAnswer, type JobRequest } from "./jobs.ts";
import { serveJobs } from "./serve-jobs.ts";

let answers: JobAnswer<number, number>[];
let tell: (data: JobRequest<number>) => void;

/** A worker whose job is to make so many parts. */
beforeEach(() => {
  answers = [];
  vi.stubGlobal("self", {
    postMessage: (answer: JobAnswer<number, number>) => answers.push(answer),
    addEventListener: (_: string, listener: (event: { data: JobRequest<number> }) => void) => {
      tell = (data) => listener({ data });
    },
  });
  serveJobs<number, number>(async (count: number, report) => {
    for (let part = 0; part < count; part++) await report.part(part);
    return { output: count };
  });
});

const settle = () => new Promise((done) => setTimeout(done));
const parts = () => answers.filter(({ type }) => type === "part").length;
const isDone = () => answers.some(({ type }) => type === "done");

it("makes no more parts than are taken from it", async () => {
  tell({ type: "job", input: partsAtOnce + 5 });
  await settle();
  expect(parts()).toBe(partsAtOnce);
  for (let taken = 1; taken <= 5; taken++) {
    tell({ type: "taken" });
    await settle();
    expect(parts()).toBe(partsAtOnce + taken);
  }
  expect(isDone()).toBe(false);
  tell({ type: "taken" });
  await settle();
  expect(isDone()).toBe(true);
});

it("begins anew with each job, whatever was not taken of the one before", async () => {
  for (let job = 0; job < 3; job++) {
    answers = [];
    tell({ type: "job", input: partsAtOnce - 1 });
    await settle();
    expect(isDone()).toBe(true);
  }
});
