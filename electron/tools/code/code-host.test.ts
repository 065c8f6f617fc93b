import { join } from "node:path";
import { expect, it } from "vitest";
import { forkSideProcess } from "../../side-process/fork-side-process.ts";
import { codePermissions } from "./fork-code-process.ts";

it.skipIf(process.platform === "win32")(
  "may read the app's files and nothing else, and start nothing, in its threads too",
  async () => {
    const child = forkSideProcess<object, unknown>({
      name: "escaped-program",
      folder: join(import.meta.dirname, "../../../tests/fixtures"),
      nodeOptions: codePermissions(),
    });
    const message = await new Promise((resolve) => {
      child.onMessage(resolve);
      child.onExit(() => resolve("It has ended"));
    });
    child.kill();
    const denied = "ERR_ACCESS_DENIED";
    expect(message).toEqual({
      ownFile: "possible",
      read: denied,
      write: denied,
      run: denied,
      thread: denied,
    });
  },
);
