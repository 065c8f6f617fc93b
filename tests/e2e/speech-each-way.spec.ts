import { hasProgram, withFfmpeg } from "../fixtures/files/converted.ts";
import { listener } from "../fixtures/trained-models.ts";
import { readWav, wavOf } from "../fixtures/wav-samples.ts";
import { attaching } from "./harness/attaching.ts";
import { expect, test } from "./harness/facet.ts";
import { user } from "./harness/user.ts";
import { withTrained } from "./harness/with-trained.ts";

test.use({ beforeStart: withTrained(listener), contextOptions: { reducedMotion: "reduce" } });

interface Form {
  readonly as: string;
  readonly ending: string;
  readonly needs?: "ffmpeg";
  readonly write: (samples: Float32Array) => Uint8Array;
}

const wavs: readonly Form[] = [16_000, 44_100, 48_000].flatMap((rate) =>
  [1, 2].map((channels) => ({
    as: `WAV of ${rate} Hz, ${channels === 1 ? "mono" : "stereo with one silent side"}`,
    ending: "wav",
    write: (samples) => wavOf(samples, { rate, channels }),
  })),
);

const packed = (as: string, ending: string, ...options: string[]): Form => ({
  as,
  ending,
  needs: "ffmpeg",
  write: (samples) => withFfmpeg(wavOf(samples), "a.wav", `a.${ending}`, ...options),
});

const forms: readonly Form[] = [
  ...wavs,
  packed("FLAC", "flac", "-ar", "44100", "-ac", "2"),
  packed("MP3", "mp3", "-ar", "44100", "-ac", "2", "-b:a", "128k"),
  packed("Opus", "opus", "-c:a", "libopus", "-b:a", "64k"),
];

for (const [at, { as, ending, needs, write }] of forms.entries()) {
  const way = at % 2 === 0 ? "drop" : "pick";
  test(`transcribes recordings attached by ${way} as ${as} exactly`, async ({ facet }) => {
    test.skip(needs !== undefined && !hasProgram(needs), `${needs} is not on this computer`);
    const { page } = facet;
    const { replies, replyEnds } = user(page);
    const files = attaching(facet);
    const recordings = listener.samples.map(async ({ name, path }) => ({
      name: name.replace("wav", ending),
      bytes: write(await readWav(path)),
    }));
    await files[way](...(await Promise.all(recordings)));
    await files.settled();
    await page.getByRole("button", { name: "Transcribe", exact: true }).click();
    await page.keyboard.press("Enter");
    await replyEnds();
    for (const { name, keys } of listener.samples) {
      const transcript = replies.getByRole("region", { name: name.replace("wav", ending) });
      await expect.soft(transcript.getByRole("listitem"), name).toHaveText(`0:00${keys}`);
    }
  });
}
