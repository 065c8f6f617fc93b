import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { Pixels } from "../../fixtures/png-pixels.ts";
import { expect, type Facet } from "./facet.ts";

export interface TestFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** User actions with files, and access to the files stored for them. */
export function attaching({ page, home }: Pick<Facet, "page" | "home">) {
  const tray = page.getByRole("region", { name: "Attachments" });
  const payloads = (files: readonly TestFile[]) =>
    files.map(({ name, bytes }) => ({ name, mimeType: "", buffer: Buffer.from(bytes) }));
  return {
    tray,
    card: (name: string | RegExp) => tray.getByRole("listitem", { name, exact: true }),

    pick: async (...files: readonly TestFile[]): Promise<void> => {
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: "Attach files" }).click();
      await (await chooser).setFiles(payloads(files));
    },

    drop: async (...files: readonly TestFile[]): Promise<void> => {
      await fire(page, "dragenter", files);
      await expect(page.getByText("Drop to attach")).toBeVisible();
      await fire(page, "drop", files);
      await expect(page.getByText("Drop to attach")).toBeHidden();
    },

    paste: (...files: readonly TestFile[]): Promise<void> => fire(page, "paste", files),

    /** Waits until all attachments are prepared or have failed. */
    settled: async (timeout = 30_000): Promise<void> => {
      await expect(tray.getByRole("listitem").first()).toBeVisible();
      await expect(tray.getByRole("progressbar")).toHaveCount(0, { timeout });
    },

    /** All stored files of that length in bytes. */
    storedOfLength: async (length: number): Promise<readonly Buffer[]> => {
      const folder = join(home, "media");
      const names = (await readdir(folder)).filter((name) => /^[0-9a-f]{64}$/.test(name));
      const files = await Promise.all(names.map((name) => readFile(join(folder, name))));
      return files.filter((file) => file.length === length);
    },

    /** Whether a file with exactly these bytes is stored. */
    hasStored: async (bytes: Uint8Array): Promise<boolean> => {
      const hash = createHash("sha256").update(bytes).digest("hex");
      return (await readdir(join(home, "media"))).includes(hash);
    },
  };
}

/** Mean absolute difference of two images per channel value, from 0 to 255. */
export function meanDifference(left: Uint8Array, { rgb }: Pixels): number {
  return rgb.reduce((sum, value, at) => sum + Math.abs(value - (left[at] ?? 0)), 0) / rgb.length;
}

function fire(page: Page, type: "dragenter" | "drop" | "paste", files: readonly TestFile[]): Promise<void> {
  const coded = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString("base64") }));
  return page.evaluate(
    async ({ type, coded }) => {
      const transfer = new DataTransfer();
      for (const { name, base64 } of coded) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([bytes], name));
      }
      const init = { bubbles: true, cancelable: true };
      const event =
        type === "paste"
          ? new ClipboardEvent(type, { ...init, clipboardData: transfer })
          : new DragEvent(type, { ...init, dataTransfer: transfer });
      (document.activeElement ?? document.body).dispatchEvent(event);
    },
    { type, coded },
  );
}
