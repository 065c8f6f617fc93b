import { mkdir, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { asSrt, asText, asVtt } from "../../../shared/speech/transcript.ts";
import { spokenLanguages, type SpokenLanguage } from "../../../shared/tasks/spoken-languages.ts";
import type { FileTranscript } from "../../tasks/file-tasks.ts";
import type { CommandContext } from "../command-context.ts";
import { ableModel } from "../models/able-model.ts";
import { CommandFailure, usageFailure } from "../terminal/command-failure.ts";
import { inputFiles } from "./input-files.ts";
import { failureOf } from "./receipt.ts";

export interface TranscribeFlags {
  readonly model?: string;
  readonly format: "text" | "srt" | "vtt" | "json";
  readonly json?: boolean;
  readonly language?: string;
  readonly out?: string;
}

interface Transcribed {
  readonly path: string;
  readonly transcript: FileTranscript;
}

/** `facet transcribe`: what the window's Transcribe saves. */
export async function transcribe(
  context: CommandContext,
  paths: readonly string[],
  flags: TranscribeFlags,
): Promise<void> {
  const { terminal, signal } = context;
  const format = flags.json === true ? "json" : flags.format;
  const files = await inputFiles("audio", paths);
  const isOneDocument = format === "text" || format === "json";
  if (files.length > 1 && flags.out === undefined && !isOneDocument) {
    throw usageFailure(`Several recordings as ${format} need --out FOLDER, which gets a file for each.`);
  }
  const spoken = languageOption(flags.language);
  const client = await context.facet();
  const model = await ableModel(context, client, "hears", flags.model);
  const done: Transcribed[] = [];
  for (const path of files) {
    const name = basename(path);
    terminal.progress(`Transcribing ${name}`);
    const outcome = await client
      .call(
        "transcribe",
        { modelId: model.id, path, spoken },
        {
          signal,
          onEvent: (progress) =>
            terminal.progress(`Transcribing ${name}  ${progress.done} of ${progress.of}`),
        },
      )
      .catch((thrown: unknown) => failureOf(thrown, signal));
    if ("type" in outcome) terminal.note(`${name}: ${outcome.reason}`);
    else done.push({ path, transcript: outcome });
  }
  terminal.progress(null);
  if (flags.out === undefined) terminal.write(document(done, format));
  else await writeEach(done, format, flags.out);
  const failed = files.length - done.length;
  if (failed > 0) throw new CommandFailure(`${failed} of ${files.length} could not be transcribed.`);
}

function document(all: readonly Transcribed[], format: TranscribeFlags["format"]): string {
  if (format === "json") {
    const values = all.map(asObject);
    return values.length === 0
      ? ""
      : `${JSON.stringify(values.length === 1 ? values[0] : values, null, 2)}\n`;
  }
  if (all.length === 1) return all.map((one) => textOf(one, format)).join("");
  return all.map((one) => `${basename(one.path)}\n${textOf(one, format)}`).join("\n");
}

function textOf({ path, transcript }: Transcribed, format: TranscribeFlags["format"]): string {
  switch (format) {
    case "text":
      return asText(transcript.segments);
    case "srt":
      return asSrt(transcript.segments);
    case "vtt":
      return asVtt(transcript.segments);
    case "json":
      return `${JSON.stringify(asObject({ path, transcript }), null, 2)}\n`;
  }
}

function asObject({ path, transcript: { segments, durationMs } }: Transcribed) {
  return { source: basename(path), durationMs, segments };
}

async function writeEach(all: readonly Transcribed[], format: TranscribeFlags["format"], folder: string) {
  await mkdir(folder, { recursive: true });
  for (const one of all) {
    const name = basename(one.path, extname(one.path));
    await writeFile(join(folder, `${name}.${format === "text" ? "txt" : format}`), textOf(one, format));
  }
}

function languageOption(typed: string | undefined): SpokenLanguage | null {
  if (typed === undefined) return null;
  if (Object.hasOwn(spokenLanguages, typed)) return typed as SpokenLanguage;
  const tags = Object.keys(spokenLanguages).join(", ");
  throw usageFailure(`--language takes one of ${tags}; without it, the model detects the language.`);
}
