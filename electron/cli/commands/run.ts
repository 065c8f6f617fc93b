import { resolve } from "node:path";
import type { CommandContext } from "../command-context.ts";
import { expectProjector } from "../models/expect-projector.ts";
import { findModel } from "../models/find-model.ts";
import type { CommandReply } from "../protocol/generate-operation.ts";
import { CommandFailure, exitCodes, usageFailure } from "../terminal/command-failure.ts";
import { runChat } from "./chat.ts";
import { generationOptions, schemaOption, type GenerationFlags } from "./generation-options.ts";
import { eventShower, type GeneratedText, type TextSink } from "./show-events.ts";

export interface RunFlags extends GenerationFlags {
  readonly image?: readonly string[];
  readonly audio?: readonly string[];
  readonly jsonSchema?: string;
  readonly json?: boolean;
}

/**
 * `facet run`: one answer on stdout, the reasoning on stderr. Without a prompt it opens a chat where a user can
 * type one.
 */
export async function run(
  context: CommandContext,
  modelName: string,
  words: readonly string[],
  flags: RunFlags,
): Promise<void> {
  const { terminal, signal } = context;
  const files = filesOf(flags);
  const isBare = words.length === 0 && files.length === 0 && flags.json !== true;
  if (isBare && terminal.isInteractive) {
    await runChat(context, modelName, flags);
    return;
  }
  const options = generationOptions(flags);
  const jsonSchema = schemaOption(flags.jsonSchema);
  const text = [words.join(" "), await stdinText()].filter((part) => part !== "").join("\n\n");
  if (text.trim() === "" && files.length === 0) {
    throw usageFailure("There is no prompt. Write it after the model's name, or pass it on stdin.");
  }
  const client = await context.facet();
  const model = await findModel(context, client, modelName);
  expectProjector(model, flags.mmproj);
  const isJson = flags.json === true;
  const { show, text: generated } = eventShower(terminal, isJson ? silent : printing(context));
  const reply = await client.call(
    "generate",
    {
      ...options,
      modelId: model.id,
      turns: [{ role: "user", text, files }],
      ...(jsonSchema !== undefined && { jsonSchema }),
    },
    { signal, onEvent: show },
  );
  terminal.progress(null);
  if (isJson) terminal.print(JSON.stringify(asJson(reply, generated()), null, 2));
  else if (!generated().answer.endsWith("\n")) terminal.write("\n");
  explainEnd(context, reply);
}

/** Reasoning goes beside the answer, so that a pipe gets the answer alone. */
function printing({ terminal }: CommandContext): TextSink {
  return {
    onAnswer: (text) => terminal.write(text),
    onReasoning: (text) => terminal.writeNote(text, "dim"),
    onReasoningEnd: () => terminal.writeNote("\n\n"),
  };
}

const silent: TextSink = {
  onAnswer: () => undefined,
  onReasoning: () => undefined,
  onReasoningEnd: () => undefined,
};

/** @throws CommandFailure where the answer is not complete */
function explainEnd({ terminal }: CommandContext, { end }: CommandReply): void {
  switch (end) {
    case "stopped":
      throw new CommandFailure("Stopped.", exitCodes.interrupted);
    case "ended-in-reasoning":
      throw new CommandFailure("The model ended its turn while it was reasoning, without an answer.");
    case "context-full":
      throw new CommandFailure("The context window is full: the answer is cut off. --ctx makes it larger.");
    case "max-tokens":
      terminal.note("The answer is cut off at --max-tokens.");
      break;
    case "end-of-turn":
    case "stop-string":
    case "tool-calls":
      break;
  }
}

function asJson({ model, end, stats }: CommandReply, { answer, reasoning }: GeneratedText) {
  return { model, answer, ...(reasoning !== "" && { reasoning }), end, stats };
}

function filesOf({ image = [], audio = [] }: RunFlags) {
  return [
    ...image.map((path) => ({ kind: "image" as const, path: resolve(path) })),
    ...audio.map((path) => ({ kind: "audio" as const, path: resolve(path) })),
  ];
}

/** What was piped into the command; empty: it is a terminal. */
async function stdinText(): Promise<string> {
  if (process.stdin.isTTY) return "";
  let text = "";
  for await (const part of process.stdin.setEncoding("utf8")) text += String(part);
  return text.trimEnd();
}
