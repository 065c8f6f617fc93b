import { resolveObjectURL } from "node:buffer";
import { expect, it } from "vitest";
import { MicrophoneError, type Recording } from "./recording.ts";
import { RecordingSession, type Recorder } from "./recording-session.ts";

const note = new Blob(["RIFF"]);

/** A microphone whose recordings begin and end when the test says so. */
function openSession() {
  const states: Recorder[] = [];
  const beginning: PromiseWithResolvers<Recording>[] = [];
  const ending = Promise.withResolvers<Blob>();
  let sound: (durationMs: number, loudness: number) => void = () => undefined;
  let open = 0;
  const session = new RecordingSession(
    (onSound) => {
      sound = onSound;
      const started = Promise.withResolvers<Recording>();
      beginning.push(started);
      return started.promise;
    },
    (state) => states.push(state),
  );
  return {
    session,
    states,
    ending,
    hear: (durationMs: number) => sound(durationMs, 0.5),
    /** The microphone opens. */
    begin: (at: number) => {
      open += 1;
      let isOpen = true;
      const cancel = () => {
        if (isOpen) open -= 1;
        isOpen = false;
      };
      const stop = () => ending.promise.finally(cancel);
      beginning[at]?.resolve({ stop, cancel });
    },
    refuse: (at: number) => beginning[at]?.reject(new MicrophoneError("refused")),
    openMicrophones: () => open,
    urls: () => states.flatMap((state) => (state.type === "recorded" ? [state.url] : [])),
  };
}

it("releases the URL of a note when it is closed or records again", async () => {
  const { session, ending, begin, urls } = openSession();
  const starting = session.start();
  begin(0);
  await starting;
  ending.resolve(note);
  await session.stop(false);
  const [url = ""] = urls();
  expect(resolveObjectURL(url)).toBeDefined();
  session.close();
  expect(resolveObjectURL(url)).toBeUndefined();
});

it("makes no URL, and releases the microphone, when it is closed while a recording ends", async () => {
  const { session, ending, begin, openMicrophones, urls } = openSession();
  const starting = session.start();
  begin(0);
  await starting;
  const stopping = session.stop(false);
  session.close();
  expect(openMicrophones()).toBe(0);
  ending.resolve(note);
  await stopping;
  expect(urls()).toEqual([]);
});

it("releases a microphone that opens after it was closed or restarted", async () => {
  const { session, begin, openMicrophones, hear, states } = openSession();
  const first = session.start();
  const second = session.start();
  begin(1);
  begin(0);
  await Promise.all([first, second]);
  expect(openMicrophones()).toBe(1);
  hear(100);
  expect(states.at(-1)).toMatchObject({ type: "recording", durationMs: 100 });
  session.close();
  expect(openMicrophones()).toBe(0);
});

it("reports a recording that can't be ended, with the microphone released", async () => {
  const { session, ending, begin, openMicrophones, states } = openSession();
  const starting = session.start();
  begin(0);
  await starting;
  ending.reject(new Error("No memory for the file"));
  await session.stop(false);
  expect(openMicrophones()).toBe(0);
  expect(states.at(-1)).toEqual({ type: "failed", trouble: "busy" });
});

it("ends a recording once when it has reached its longest length", async () => {
  const { session, ending, begin, hear, states, refuse } = openSession();
  const starting = session.start();
  begin(0);
  await starting;
  hear(600_000);
  hear(600_050);
  ending.resolve(note);
  await ending.promise;
  await new Promise(setImmediate);
  expect(states.filter(({ type }) => type === "recorded")).toEqual([
    expect.objectContaining({ note, wasCut: true }),
  ]);
  const again = session.start();
  refuse(1);
  await again;
  expect(states.at(-1)).toEqual({ type: "failed", trouble: "refused" });
  session.close();
});
