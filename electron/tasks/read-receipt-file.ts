import { AppError } from "../../shared/ipc/result.ts";
import { readReceipt } from "../../shared/receipts/read-receipt.ts";
import { readReceiptTask } from "../../shared/tasks/read-receipt.ts";
import type { FileReceipt, ReceiptRequest } from "./file-tasks.ts";
import { askAboutPiece } from "./ask-about-piece.ts";
import type { TranscribeDependencies } from "./transcribe-file.ts";

/** Reads the receipt in an image. @throws as `FileTasks.readReceipt` */
export async function readReceiptFile(
  { decoder, inference, expectTaken }: TranscribeDependencies,
  { file, model }: ReceiptRequest,
  signal: AbortSignal,
): Promise<FileReceipt> {
  const source = file.name;
  const decoded = await decoder.decode(
    file,
    { budget: null, isDocument: readReceiptTask.needsDetail },
    signal,
  );
  if (decoded.type !== "media") throw notAnImage(source);
  try {
    const [piece] = decoded.pieces;
    if (decoded.kind !== "image" || piece === undefined) throw notAnImage(source);
    const { settings, prompt } = readReceiptTask;
    const question = { model, prompt: prompt.en({ spoken: null, target: "en" }), settings, expectTaken };
    const { text } = await askAboutPiece(inference, { ...question, media: piece.media }, signal);
    const read = readReceipt(text);
    return read.type === "unclear" ? { type: "unclear", source, answer: text } : { source, ...read };
  } finally {
    await decoded.remove();
  }
}

function notAnImage(name: string): AppError {
  return new AppError("file-undecodable", `${name} is not an image`, { name, problem: "nothing-in-it" });
}
