import type { CommandTurn } from "../protocol/generate-operation.ts";
import { AppError, toFailure } from "../../../shared/ipc/result.ts";
import type { FacetClient } from "../client/facet-client.ts";
import type { CommandContext } from "../command-context.ts";
import { expectProjector } from "../models/expect-projector.ts";
import { chosenModel, findModel } from "../models/find-model.ts";
import type { UsableModel } from "../models/usable-models.ts";
import { usageFailure } from "../terminal/command-failure.ts";
import { failureText } from "../terminal/failure-text.ts";
import { onInterrupt, readMessage } from "../terminal/read-message.ts";
import { chatCommands, type ChatState } from "./chat-commands.ts";
import { generationOptions, type GenerationFlags } from "./generation-options.ts";
import { eventShower, type TextSink } from "./show-events.ts";

/**
 * `facet chat`: a chat in the terminal. It is not stored. Ctrl-C stops the reply; Ctrl-D, or /exit, ends the
 * chat.
 */
export async function runChat(
  context: CommandContext,
  modelName: string | undefined,
  flags: GenerationFlags,
): Promise<void> {
  const { terminal } = context;
  if (!terminal.isInteractive) {
    throw usageFailure("A chat needs a terminal. facet run MODEL PROMPT answers without one.");
  }
  const options = generationOptions(flags);
  const client = await context.facet();
  const model =
    modelName === undefined ? await chosenModel(client) : await findModel(context, client, modelName);
  expectProjector(model, flags.mmproj);
  terminal.print(`${terminal.styled("bold", model.name)}  /help lists commands, Ctrl-D ends the chat.`);
  let state: ChatState = {
    options,
    turns: [],
    files: [],
    reasoning: null,
    hasEnded: false,
  };
  const history: string[] = [];
  while (!state.hasEnded) {
    const typed = await readMessage(terminal, history);
    if (typed === null) break;
    if (typed.trim() === "") continue;
    if (typed.startsWith("/")) {
      state = chatCommands(typed, state, terminal);
      continue;
    }
    state = await answered({ context, client, model }, state, typed);
  }
}

interface Chat {
  readonly context: CommandContext;
  readonly client: FacetClient;
  readonly model: UsableModel;
}

/** Sends a message and shows its reply. A message without an answer leaves the chat again. */
async function answered(
  { context: { terminal }, client, model }: Chat,
  state: ChatState,
  text: string,
): Promise<ChatState> {
  const question: CommandTurn = { role: "user", text, files: state.files };
  const turns = [...state.turns, question];
  const stopping = new AbortController();
  const ignoreInterrupts = onInterrupt(() => stopping.abort());
  const { show, text: generated } = eventShower(terminal, folded(terminal));
  try {
    const { end } = await client.call(
      "generate",
      { ...state.options, modelId: model.id, turns },
      { signal: stopping.signal, onEvent: show },
    );
    terminal.progress(null);
    const { answer, reasoning } = generated();
    if (answer !== "" && !answer.endsWith("\n")) terminal.write("\n");
    if (end === "stopped") terminal.note("Stopped.", "dim");
    if (end === "context-full") terminal.note("The context window is full. /clear begins anew.", "yellow");
    if (answer === "") return { ...state, reasoning: reasoning || null };
    return {
      ...state,
      turns: [...turns, { role: "assistant", text: answer }],
      files: [],
      reasoning: reasoning || null,
    };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    terminal.note(failureText(toFailure(thrown)), "red");
    if (thrown.code === "disconnected") throw thrown;
    return state;
  } finally {
    ignoreInterrupts();
  }
}

/** The reasoning is one line, as long as it takes; /reasoning shows it afterwards. */
function folded(terminal: CommandContext["terminal"]): TextSink {
  let startedAtMs: number | null = null;
  const seconds = () => Math.round((performance.now() - (startedAtMs ?? performance.now())) / 1000);
  return {
    onAnswer: (text) => terminal.write(text),
    onReasoning() {
      startedAtMs ??= performance.now();
      terminal.progress(`Thinking  ${seconds()} s`);
    },
    onReasoningEnd() {
      terminal.note(`Thought for ${seconds()} s. /reasoning shows it.`, "dim");
    },
  };
}
