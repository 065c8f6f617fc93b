import { beforeEach, expect, it, vi } from "vitest";
import { maxPendingParts, type JobAnswer, type JobRequest } from "./jobs.ts";
import { serveJobs } from "./serve-jobs.ts";

let answers: JobAnswer<number, number>[];
let send: (data: JobRequest<number>) => void;

/** A worker whose job sends `count` parts. */
beforeEach(() => {
  answers = [];
  vi.stubGlobal("self", {
    postMessage: (answer: JobAnswer<number, number>) => answers.push(answer),
    addEventListener: (_: string, listener: (event: { data: JobRequest<number> }) => void) => {
      send = (data) => listener({ data });
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

it("waits for acknowledgements once the maximum number of parts is pending", async () => {
  send({ type: "job", input: maxPendingParts + 5 });
  await settle();
  expect(parts()).toBe(maxPendingParts);
  for (let taken = 1; taken <= 5; taken++) {
    send({ type: "taken" });
    await settle();
    expect(parts()).toBe(maxPendingParts + taken);
  }
  expect(isDone()).toBe(false);
  send({ type: "taken" });
  await settle();
  expect(isDone()).toBe(true);
});

it("ignores unacknowledged parts of earlier jobs", async () => {
  for (let job = 0; job < 3; job++) {
    answers = [];
    send({ type: "job", input: maxPendingParts - 1 });
    await settle();
    expect(isDone()).toBe(true);
  }
});
