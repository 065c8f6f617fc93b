import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockHome, readInstance } from "./home-lock.ts";
import { openHome, type Home } from "./home.ts";

/** Starts another process that locks the folder until it is killed. */
async function holderOf(home: Home): Promise<ChildProcess> {
  const script = `
    const { lockHome } = await import(${JSON.stringify(new URL("./home-lock.ts", import.meta.url).href)});
    const lock = await lockHome(${JSON.stringify(home)});
    await lock.announce({ url: "http://127.0.0.1:1234", secret: "s3cret" });
    console.log("held");
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}

describe("lockHome", () => {
  let home: Home;
  const children: ChildProcess[] = [];
  beforeEach(async () => {
    home = await openHome(await mkdtemp(join(tmpdir(), "facet-lock-")));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    await rm(home.folder, { recursive: true, force: true });
  });

  it("admits one process; the second receives the pid and address of the first", async () => {
    const holder = await holderOf(home);
    children.push(holder);
    await expect(lockHome(home)).rejects.toMatchObject({
      code: "home-in-use",
      data: { pid: holder.pid, url: "http://127.0.0.1:1234" },
    });
    expect(await readInstance(home)).toEqual({
      pid: holder.pid,
      url: "http://127.0.0.1:1234",
      secret: "s3cret",
      socket: null,
    });
  });

  it.runIf(process.platform !== "win32")(
    "gives no other user of the computer a file that they could lock",
    async () => {
      await writeFile(home.lockFile, "", { mode: 0o644 });
      const lock = await lockHome(home);
      expect((await stat(home.lockFile)).mode & 0o777).toBe(0o600);
      await lock.release();
    },
  );

  it("is released when its holder is killed", async () => {
    const holder = await holderOf(home);
    holder.kill("SIGKILL");
    await once(holder, "exit");
    expect(await readInstance(home)).toMatchObject({ pid: holder.pid });
    const lock = await lockHome(home);
    expect(await readInstance(home)).toEqual({
      pid: process.pid,
      url: null,
      secret: null,
      socket: null,
    });
    await lock.release();
  });

  it("waits for a holder that is about to exit", async () => {
    const lock = await lockHome(home);
    const next = lockHome(home);
    setTimeout(() => void lock.release(), 300);
    await (await next).release();
  });

  it("also excludes a second lock in the same process, and can be released twice", async () => {
    const lock = await lockHome(home);
    await expect(lockHome(home)).rejects.toMatchObject({ code: "home-in-use", data: { pid: process.pid } });
    await lock.release();
    await lock.release();
    expect(await readInstance(home)).toBeNull();
    await (await lockHome(home)).release();
  });

  it("writes the address to a file that only its owner can read", async () => {
    const lock = await lockHome(home);
    await lock.announce({ url: "http://127.0.0.1:1", secret: "s" });
    expect((await stat(home.instanceFile)).mode & 0o777).toBe(0o600);
    await lock.release();
  });
});
