import type { JsonObject } from "../../shared/chat/message-part.ts";
import { AppError, toFailure } from "../../shared/ipc/result.ts";
import type { Log } from "../home/log.ts";
import { untilAborted } from "../until-aborted.ts";
import { answers } from "./answers.ts";
import type { Tool, ToolContext, ToolOutput } from "./tool.ts";

/**
 * Runs a tool. Never rejects: what fails is the output.
 * @returns null: the context's signal was aborted first. What the tool still does then is not waited for.
 */
export async function runCall(
  tool: Tool,
  args: JsonObject,
  context: ToolContext,
  log: Log,
): Promise<ToolOutput | null> {
  const { signal } = context;
  try {
    const output = await untilAborted(tool.run(args, context), signal);
    return signal.aborted ? null : output;
  } catch (thrown) {
    return signal.aborted ? null : failedCall(tool.declaration.name, thrown, log);
  }
}

/** The output of a call that failed with what was thrown. */
export function failedCall(name: string, thrown: unknown, log: Log): ToolOutput {
  const isExpected = thrown instanceof AppError;
  if (!isExpected) log.error(`The tool ${name} failed`, thrown);
  const error = toFailure(thrown);
  const text = answers.failed(error.message);
  return { text, isError: true, isUntrusted: false, ...(isExpected && { error }) };
}
