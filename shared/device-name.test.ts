import { expect, it } from "vitest";
import { isDeviceName } from "./device-name.ts";

it.each(["NUL", "con", "aux.gguf", "COM1", "lpt9.tar.gz", "com¹", "Prn .txt", "nul:", "CONOUT$"])(
  "knows that %s is a device",
  (name) => expect(isDeviceName(name)).toBe(true),
);

it.each(["null", "console.txt", "auxiliary", "com10", "lpt", "my-nul", "con-4.gguf"])(
  "knows that %s is a file",
  (name) => expect(isDeviceName(name)).toBe(false),
);
