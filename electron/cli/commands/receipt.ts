import { basename } from "node:path";
import { AppError, toFailure } from "../../../shared/ipc/result.ts";
import { receiptsAsCsv, receiptsAsJson, type NamedReceipt } from "../../../shared/receipts/receipt-export.ts";
import type { CommandContext } from "../command-context.ts";
import { ableModel } from "../models/able-model.ts";
import { CommandFailure, exitCodes } from "../terminal/command-failure.ts";
import { failureText } from "../terminal/failure-text.ts";
import { inputFiles } from "./input-files.ts";

export interface ReceiptFlags {
  readonly model?: string;
  readonly format: "csv" | "json";
  readonly json?: boolean;
}

const columns = {
  source: "File",
  merchant: "Merchant",
  date: "Date",
  currency: "Currency",
  item: "Item",
  quantity: "Quantity",
  price: "Price",
  tax: "Tax",
  total: "Total",
} as const;

/** `facet receipt`: what the window's Read receipt saves. A file that cannot be read does not stop the others. */
export async function receipt(
  context: CommandContext,
  paths: readonly string[],
  { model: modelName, format, json = false }: ReceiptFlags,
): Promise<void> {
  const { terminal, signal } = context;
  const files = await inputFiles("image", paths);
  const client = await context.facet();
  const model = await ableModel(context, client, "sees", modelName);
  const receipts: NamedReceipt[] = [];
  let failed = 0;
  for (const [index, path] of files.entries()) {
    terminal.progress(`Reading ${basename(path)}  ${index + 1} of ${files.length}`);
    const outcome = await client
      .call("readReceipt", { modelId: model.id, path }, { signal })
      .catch((thrown: unknown) => failureOf(thrown, signal));
    if (outcome.type === "receipt") {
      receipts.push(outcome);
      continue;
    }
    failed += 1;
    terminal.note(
      `${basename(path)}: ${outcome.type === "unclear" ? "the answer is no receipt." : outcome.reason}`,
    );
  }
  terminal.progress(null);
  if (receipts.length > 0) {
    const isJson = json || format === "json";
    terminal.write(isJson ? receiptsAsJson(receipts) : receiptsAsCsv(receipts, columns));
  }
  if (failed > 0) throw new CommandFailure(`${failed} of ${files.length} could not be read.`);
}

/** @throws what ends all of them: Ctrl-C, or the loss of the connection */
export function failureOf(
  thrown: unknown,
  signal: AbortSignal,
): { readonly type: "failed"; readonly reason: string } {
  if (signal.aborted) throw new CommandFailure("Stopped.", exitCodes.interrupted);
  if (!(thrown instanceof AppError) || thrown.code === "disconnected") throw thrown;
  return { type: "failed", reason: failureText(toFailure(thrown)) };
}
