import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordingOf } from "../../fixtures/recording-of-samples.ts";
import type { ToneSample } from "../../fixtures/trained-models.ts";
import { wavOf } from "../../fixtures/wav-samples.ts";
import { test as base } from "./facet.ts";

interface Heard {
  /** What the browser's microphone hears from when it is opened, once, with pauses around each. */
  readonly heard: { readonly samples: readonly ToneSample[] };
}

/** With a microphone that is allowed, and hears what a test says. */
export const test = base.extend<object, Heard>({
  heard: [{ samples: [] }, { option: true, scope: "worker" }],

  launchOptions: [
    async ({ launchOptions, heard }, use) => {
      const folder = await mkdtemp(join(tmpdir(), "facet-microphone-"));
      const file = join(folder, "heard.wav");
      await writeFile(file, wavOf(await recordingOf(heard.samples)));
      await use({
        ...launchOptions,
        args: [
          ...(launchOptions.args ?? []),
          "--use-fake-device-for-media-stream",
          "--use-fake-ui-for-media-stream",
          `--use-file-for-fake-audio-capture=${file}%noloop`,
        ],
      });
      await rm(folder, { recursive: true });
    },
    { scope: "worker" },
  ],
});
