import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordingOf } from "../../fixtures/recording-of-samples.ts";
import type { ToneSample } from "../../fixtures/trained-models.ts";
import { wavOf } from "../../fixtures/wav-samples.ts";
import { test as base } from "./facet.ts";

interface Heard {
  /** The samples the fake microphone plays once after it is opened, with pauses around each. */
  readonly heard: { readonly samples: readonly ToneSample[] };
}

/** A test with a fake microphone that is allowed and plays the given samples. */
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
