import { dirname, join } from "node:path";
import type { LoadedPart } from "../../shared/inference/engine-protocol.ts";
import type { PromptLanguage } from "../../shared/tasks/prompt-language.ts";
import { foundFileAt } from "./stores/found-file-at.ts";
import type { FoundFile } from "./find-gguf-files.ts";

/** The demo model: a text model for each language, and one model for each kind of media (ADR 48). */
export interface DemoFiles {
  readonly text: FoundFile;
  readonly chinese: FoundFile | null;
  readonly reader: LoadedPart | null;
  readonly listener: LoadedPart | null;
  /** Of all files. */
  readonly sizeBytes: number;
}

/** Names of the files in the folder of the demo model. */
export const demoFileNames = {
  english: "facet-demo.gguf",
  chinese: "facet-demo.zh-CN.gguf",
  reader: { model: "receipt-reader.gguf", projector: "mmproj-receipt-reader.gguf" },
  listener: { model: "tone-listener.gguf", projector: "mmproj-tone-listener.gguf" },
} as const;

/** @param path of the English text model; the others are looked for beside it. @returns null: it does not exist */
export async function findDemoFiles(path: string): Promise<DemoFiles | null> {
  const fileAt = (id: string) => foundFileAt(join(dirname(path), id), { origin: "own", id });
  const text = await foundFileAt(path, { origin: "own", id: demoFileNames.english });
  if (text === null) return null;
  const chinese = await fileAt(demoFileNames.chinese);
  const partOf = async ({ model, projector }: { readonly model: string; readonly projector: string }) => {
    const [modelFile, projectorFile] = await Promise.all([fileAt(model), fileAt(projector)]);
    if (modelFile === null || projectorFile === null) return null;
    return {
      part: { modelPath: modelFile.path, projectorPath: projectorFile.path },
      sizeBytes: modelFile.sizeBytes + projectorFile.sizeBytes,
    };
  };
  const [reader, listener] = await Promise.all([
    partOf(demoFileNames.reader),
    partOf(demoFileNames.listener),
  ]);
  const sizes = [text, chinese, reader, listener].map((each) => each?.sizeBytes ?? 0);
  return {
    text,
    chinese,
    reader: reader?.part ?? null,
    listener: listener?.part ?? null,
    sizeBytes: sizes.reduce((sum, size) => sum + size, 0),
  };
}

/** The path of the text model in this language. */
export function demoTextPath({ text, chinese }: DemoFiles, language: PromptLanguage): string {
  return language === "zh-CN" && chinese !== null ? chinese.path : text.path;
}
