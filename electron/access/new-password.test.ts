import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openLog } from "../home/log.ts";
import { Access } from "./access.ts";
import { newPassword, type NewPasswordOptions } from "./new-password.ts";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "facet-password-"));
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** A terminal on which these lines are typed, each after a question. */
function terminal(...lines: readonly string[]) {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const waiting = [...lines];
  let shown = "";
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      shown += chunk.toString();
      if (shown.endsWith(": ")) setImmediate(() => input.write(waiting.shift() ?? "\x04"));
      done();
    },
  });
  return { input, output, shown: () => shown };
}

function given(text: string) {
  const input = new PassThrough();
  input.end(text);
  return input;
}

const ask = (options: Partial<NewPasswordOptions>) =>
  newPassword({
    home,
    isForNetwork: true,
    isFromStdin: false,
    environment: {},
    input: given(""),
    output: new PassThrough(),
    ...options,
  });

describe("newPassword", () => {
  it("is the first line of the input with --password-stdin, spaces and all", async () => {
    expect(await ask({ isFromStdin: true, input: given(" correct horse \r\nmore\n") })).toBe(
      " correct horse ",
    );
    expect(await ask({ isFromStdin: true, input: given("no line end"), isForNetwork: false })).toBe(
      "no line end",
    );
  });

  it("is FACET_PASSWORD otherwise", async () => {
    expect(await ask({ environment: { FACET_PASSWORD: "correct horse" } })).toBe("correct horse");
  });

  it.each(["", "short", "x".repeat(201)])("is refused when it is %j, which says why", async (text) => {
    await expect(ask({ isFromStdin: true, input: given(`${text}\n`) })).rejects.toThrow(/too (short|long)/);
  });

  it("is not needed on this computer alone, nor when one was set before", async () => {
    expect(await ask({ isForNetwork: false })).toBeNull();
    const access = await Access.open({
      file: join(home, "access.json"),
      log: openLog(home),
      onChange: () => undefined,
    });
    await access.setPassword("correct horse");
    await access.dispose();
    expect(await ask({})).toBeNull();
  });

  it("is asked for twice on a terminal, which never shows it", async () => {
    const { shown, ...streams } = terminal(
      "short\r",
      "correct horse\r",
      "correct house\r",
      "correct horse\r",
      "correct horse\r",
    );
    expect(await ask(streams)).toBe("correct horse");
    expect(shown()).toContain("That is too short.");
    expect(shown()).toContain("They differ.");
    expect(shown()).not.toContain("horse");
  });

  it("gives up when the terminal ends, and says so", async () => {
    await expect(ask(terminal())).rejects.toThrow("No password was set.");
  });

  it("names the two other ways where there is no terminal", async () => {
    await expect(ask({})).rejects.toThrow(/--password-stdin.+FACET_PASSWORD/);
  });
});
