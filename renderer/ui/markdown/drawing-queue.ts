/** How long one step may take, in milliseconds; the piece of work that exceeds it is the last of its step. */
const stepMs = 16;
/** A page in the background gets no frames. */
const hiddenWaitMs = 200;

type Work = () => void;

const waiting = new Set<Work>();
let timer: number | null = null;

/**
 * Runs the work in a later task, a few pieces at a time, so that the page answers in between. Returns a
 * function that withdraws it.
 */
export function drawLater(work: Work): () => void {
  // Each call has an entry of its own, also for the same function.
  const entry = () => work();
  waiting.add(entry);
  schedule();
  return () => waiting.delete(entry);
}

function schedule(): void {
  if (timer !== null) return;
  timer = window.setTimeout(runStep, hiddenWaitMs);
  // After a frame, because the layout of what the last step drew belongs to its cost.
  requestAnimationFrame(() => {
    if (timer === null) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(runStep);
  });
}

function runStep(): void {
  timer = null;
  const startedAtMs = performance.now();
  for (const work of waiting) {
    waiting.delete(work);
    work();
    if (performance.now() - startedAtMs > stepMs) break;
  }
  if (waiting.size > 0) schedule();
}

/** Units of work that are done at once in each task; see `drawSoon`. */
const unitsAtOnce = 1500;
let unitsLeft = unitsAtOnce;

/**
 * Runs the work at once as long as little was run in this task, otherwise later. `units`: its size, in
 * characters of TeX. Returns a function that withdraws it.
 */
export function drawSoon(units: number, work: Work): () => void {
  if (unitsLeft <= 0) return drawLater(work);
  if (unitsLeft === unitsAtOnce) window.setTimeout(() => (unitsLeft = unitsAtOnce));
  unitsLeft -= units;
  work();
  return () => undefined;
}

export function isDrawn(): boolean {
  return waiting.size === 0;
}

/** Calls back after a while in which nothing was left to draw. Returns a function that withdraws it. */
export function whenDrawn(callback: () => void): () => void {
  const look = () => {
    if (isDrawn()) callback();
    else wait = window.setTimeout(look, hiddenWaitMs);
  };
  let wait = window.setTimeout(look, hiddenWaitMs);
  return () => window.clearTimeout(wait);
}
