import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { CommandTurn } from "../protocol/generate-operation.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { GenerationOptions } from "./generation-options.ts";

export interface ChatState {
  readonly options: GenerationOptions;
  readonly turns: readonly CommandTurn[];
  /** For the next message. */
  readonly files: NonNullable<CommandTurn["files"]>;
  /** Of the last reply; null: it had none. */
  readonly reasoning: string | null;
  readonly hasEnded: boolean;
}

interface ChatCommand {
  readonly usage: string;
  readonly help: string;
  /** Returns the state afterwards; a string is news for the user. */
  readonly run: (argument: string, state: ChatState, terminal: Terminal) => ChatState | string;
}

const commands: Readonly<Record<string, ChatCommand>> = {
  help: {
    usage: "/help",
    help: "list the commands",
    run: () => help(),
  },
  think: {
    usage: "/think [on|off]",
    help: "let the model reason before it answers",
    run(argument, state, terminal) {
      const thinking = argument === "" ? !state.options.thinking : argument === "on";
      terminal.note(`Thinking is ${thinking ? "on" : "off"}.`, "dim");
      return { ...state, options: { ...state.options, thinking } };
    },
  },
  reasoning: {
    usage: "/reasoning",
    help: "show the reasoning of the last reply",
    run: (_, { reasoning }) => reasoning ?? "The last reply had no reasoning.",
  },
  system: {
    usage: "/system [TEXT]",
    help: "set the system prompt, or remove it",
    run(systemPrompt, state, terminal) {
      terminal.note(
        systemPrompt === "" ? "There is no system prompt now." : "The system prompt is set.",
        "dim",
      );
      return { ...state, options: { ...state.options, systemPrompt } };
    },
  },
  image: {
    usage: "/image FILE",
    help: "add an image to the next message",
    run: (path, state, terminal) => withFile("image", path, state, terminal),
  },
  audio: {
    usage: "/audio FILE",
    help: "add a recording to the next message",
    run: (path, state, terminal) => withFile("audio", path, state, terminal),
  },
  clear: {
    usage: "/clear",
    help: "begin a new chat",
    run(_, state, terminal) {
      terminal.note("A new chat begins.", "dim");
      return { ...state, turns: [], files: [], reasoning: null };
    },
  },
  exit: {
    usage: "/exit",
    help: "end the chat",
    run: (_, state) => ({ ...state, hasEnded: true }),
  },
};

/** Runs a line that begins with a slash. */
export function chatCommands(line: string, state: ChatState, terminal: Terminal): ChatState {
  const [, name = "", argument = ""] = /^\/(\S*)\s*([\s\S]*?)\s*$/.exec(line) ?? [];
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const after = command?.run(argument, state, terminal) ?? `There is no command /${name}. /help lists them.`;
  if (typeof after !== "string") return after;
  terminal.note(after);
  return state;
}

function withFile(kind: "image" | "audio", path: string, state: ChatState, terminal: Terminal) {
  const unquoted = path.replace(/^(["'])(.*)\1$/, "$2");
  if (unquoted === "" || !existsSync(unquoted)) return `There is no file ${unquoted}.`;
  terminal.note(`${unquoted} goes with the next message.`, "dim");
  return { ...state, files: [...state.files, { kind, path: resolve(unquoted) }] };
}

function help(): string {
  const rows = Object.values(commands).map(({ usage, help }) => `  ${usage.padEnd(18)}${help}`);
  return [
    ...rows,
    '  """               begin and end a message of several lines',
    "  Ctrl-C            stop the reply",
    "  Ctrl-D            end the chat",
  ].join("\n");
}
