import type { PrintToPDFOptions } from "electron";
import { tell } from "./test-channel.ts";

const waiting = new Map<number, (bytes: Uint8Array | null) => void>();
let lastId = 0;

/** Has the browser of the test print a page. @throws when it can't */
export async function printPage(windowId: number, options: PrintToPDFOptions): Promise<Buffer> {
  const printId = ++lastId;
  const bytes = await new Promise<Uint8Array | null>((done) => {
    waiting.set(printId, done);
    tell({ type: "print", windowId, printId, options });
  });
  if (bytes === null) throw new Error("Failed to generate PDF: Printing failed");
  return Buffer.from(bytes);
}

export function printed(printId: number, bytes: Uint8Array | null): void {
  waiting.get(printId)?.(bytes);
  waiting.delete(printId);
}
