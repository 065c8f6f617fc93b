import { Command, Option } from "commander";
import type { ReceiptFlags } from "./commands/receipt.ts";
import type { ServeFlags } from "./commands/serve.ts";
import type { TranscribeFlags } from "./commands/transcribe.ts";
import type { WebFlags } from "./commands/web.ts";
import type { CommandContext } from "./command-context.ts";

/** Runs a command with its arguments; its module is loaded only then, so that help is quick. */
export type RunCommand = (command: (context: CommandContext) => Promise<void>) => Promise<void>;

const modelHelp = `
MODEL is a name from facet list, a path, or a repository of the hub as OWNER/REPOSITORY:QUANTISATION, which is
downloaded if it is missing.`;

/** All commands with their options and help. */
export function facetProgram(version: string, runCommand: RunCommand): Command {
  const program = new Command("facet")
    .description("Chat with Gemma 4 on your own computer.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "explain a command")
    .helpCommand("help [command]", "explain a command")
    .showHelpAfterError("facet --help lists the commands.")
    .configureHelp({ showGlobalOptions: false })
    .addHelpText(
      "after",
      `
To begin:
  facet pull unsloth/gemma-4-E2B-it-GGUF:Q8_0      download a model
  facet chat gemma-4-E2B-it                        talk to it
  facet run gemma-4-E2B-it "Why is the sky blue?"  ask it once
  facet serve                                      let other programs use it

Commands use a Facet that is running, or start what they need. FACET_HOME is the data folder.`,
    );

  generation(
    program
      .command("run")
      .summary("ask a model once")
      .description("Prints one answer. What is piped into it is added to the prompt.")
      .argument("<model>", "name, path or repository")
      .argument("[prompt...]", "without a prompt, on a terminal, a chat begins"),
  )
    .option("--image <file>", "add an image; may be repeated", collect)
    .option("--audio <file>", "add a recording of up to 30 seconds; may be repeated", collect)
    .option("--json-schema <schema>", "make the answer JSON of this schema: JSON, or a file")
    .option("--json", "print the answer, the reasoning and statistics as JSON")
    .addHelpText("after", modelHelp)
    .action((model: string, words: string[], flags: object) =>
      runCommand(async (context) => (await import("./commands/run.ts")).run(context, model, words, flags)),
    );

  generation(
    program
      .command("chat")
      .summary("chat with a model in the terminal")
      .description("A chat in the terminal. It is not stored; /help lists its commands.")
      .argument("[model]", "name, path or repository; without it, the one that is chosen in the window"),
  )
    .addHelpText("after", modelHelp)
    .action((model: string | undefined, flags: object) =>
      runCommand(async (context) => (await import("./commands/chat.ts")).runChat(context, model, flags)),
    );

  program
    .command("pull")
    .summary("download a model")
    .description(
      "Downloads a model with its projector and its drafter. Interrupted, the same command continues it.",
    )
    .argument("<repository>", "OWNER/REPOSITORY, with :QUANTISATION as in unsloth/gemma-4-E2B-it-GGUF:Q8_0")
    .option("--no-drafter", "leave out the small model that drafts its replies, which makes them faster")
    .option("--json", "print the model as JSON")
    .action((repository: string, flags: object) =>
      runCommand(async (context) => (await import("./commands/pull.ts")).pull(context, repository, flags)),
    );

  program
    .command("add")
    .summary("list a model that is on this computer")
    .description(
      "Lists a model file, all models of a folder, or what a Modelfile names. They stay where they are.",
    )
    .argument("<path>", "a GGUF file, the first part of a split one, a folder, or a Modelfile with FROM")
    .option("--json", "print what was added as JSON")
    .action((path: string, flags: object) =>
      runCommand(async (context) => (await import("./commands/add.ts")).add(context, path, flags)),
    );

  program
    .command("list")
    .alias("ls")
    .description("List the models that commands can name.")
    .option("--json", "print them as JSON")
    .option("--names", "print the names alone, as completions need them")
    .action((flags: object) =>
      runCommand(async (context) => (await import("./commands/list.ts")).list(context, flags)),
    );

  program
    .command("show")
    .description("Show a model, and how it would run on this computer.")
    .argument("<model>", "a name from facet list")
    .option("--json", "print it as JSON")
    .action((model: string, flags: object) =>
      runCommand(async (context) => (await import("./commands/show.ts")).show(context, model, flags)),
    );

  program
    .command("rm")
    .description("Delete a model, or take one off the list that is not in the models folder.")
    .argument("<model>", "a name from facet list")
    .option("-y, --yes", "do not ask")
    .action((model: string, flags: object) =>
      runCommand(async (context) => (await import("./commands/rm.ts")).rm(context, model, flags)),
    );

  program
    .command("receipt")
    .summary("read receipts in images")
    .description("Prints what receipts say: merchant, date, items and total. A folder stands for its images.")
    .argument("<file...>", "images, or folders of images")
    .option("--model <model>", "the model; by default one that takes images")
    .addOption(formats("csv", ["csv", "json"]))
    .option("--json", "the same as --format json")
    .action((files: string[], flags: ReceiptFlags) =>
      runCommand(async (context) => (await import("./commands/receipt.ts")).receipt(context, files, flags)),
    );

  program
    .command("transcribe")
    .summary("write down what recordings say")
    .description("Prints what is said in recordings of any length, as text or subtitles.")
    .argument("<file...>", "recordings, or folders of recordings")
    .option("--model <model>", "the model; by default one that takes audio")
    .option("--language <tag>", "the language that is spoken, such as en or zh; by default detected")
    .addOption(formats("text", ["text", "srt", "vtt", "json"]))
    .option("--json", "the same as --format json")
    .option("--out <folder>", "write a file for each recording into this folder")
    .action((files: string[], flags: TranscribeFlags) =>
      runCommand(async (context) =>
        (await import("./commands/transcribe.ts")).transcribe(context, files, flags),
      ),
    );

  program
    .command("serve")
    .summary("let other programs use the models")
    .description(
      "Serves an API that programs made for OpenAI, Anthropic or llama-server understand, until Ctrl-C.",
    )
    .option("-m, --model <model>", "the model of requests that name none: name, path or repository")
    .addOption(new Option("--hf <repository>", "the same, as llama-server calls it").hideHelp())
    .option("--mmproj <file>", "its projector, which has to be in the model's folder")
    .option("-a, --alias <name>", "another name that requests may use for the model; several with commas")
    .option("--host <address>", "0.0.0.0 lets other computers in, which takes --api-key", "127.0.0.1")
    .option("--port <number>", "the port (default 4418); 0 takes any free one")
    .option("--api-key <key>", "a key that every request has to bring; or set FACET_API_KEY")
    .option("--fetch-images", "fetch images that requests name by their URL, from public addresses only")
    .option("--think", "let the model reason where a request does not say")
    .option("--no-think", "do not (default)")
    .option("--temp <number>", "temperature where a request does not say")
    .option("--top-p <number>", "nucleus sampling where a request does not say")
    .option("--top-k <number>", "the most likely tokens to choose from where a request does not say")
    .addOption(templateArguments())
    .addHelpText("after", modelHelp)
    .action((flags: ServeFlags) =>
      runCommand(async (context) => (await import("./commands/serve.ts")).serve(context, flags)),
    );

  program
    .command("web")
    .summary("open Facet in a browser")
    .description("Serves Facet to browsers and prints the link, until Ctrl-C.")
    .option("--host <address>", "0.0.0.0 lets other devices of the network in", "127.0.0.1")
    .option("--port <number>", "the port; 0 takes any free one")
    .option("--no-open", "print the link and open no browser")
    .option(
      "--password-stdin",
      "read the password for other devices from stdin; FACET_PASSWORD sets it too; else it is asked for once",
    )
    .action((flags: WebFlags) =>
      runCommand(async (context) => (await import("./commands/web.ts")).web(context, flags)),
    );

  program
    .command("status")
    .description("Show whether Facet is running, and what it does.")
    .option("--json", "print it as JSON")
    .action((flags: object) =>
      runCommand(async (context) => (await import("./commands/status.ts")).status(context, flags)),
    );

  program
    .command("doctor")
    .summary("check this computer, this installation and a model")
    .description(
      "Reports what this computer and this installation can do. With a model, a self-test of about a minute follows. The report holds nothing private, so that it can be pasted into a bug report.",
    )
    .argument("[model]", "name, path or repository")
    .option("--json", "print the report as JSON")
    .action((model: string | undefined, flags: object) =>
      runCommand(async (context) => (await import("./commands/doctor.ts")).doctor(context, model, flags)),
    );

  program
    .command("completions")
    .summary("let a shell complete commands")
    .description(
      "Prints the script with which a shell completes commands; its first line says where it belongs.",
    )
    .argument("<shell>", "bash, zsh or fish")
    .action((shell: string) =>
      runCommand(async ({ terminal }) => {
        const { completionScript } = await import("./commands/completions.ts");
        terminal.write(completionScript(shell, program));
      }),
    );

  return program;
}

/** The options that decide how an answer is generated. */
function generation(command: Command): Command {
  return command
    .option("--system <text>", "the system prompt")
    .option("--think", "let the model reason before it answers")
    .option("--no-think", "do not (default)")
    .option("--temp <number>", "temperature (default 1)")
    .option("--top-p <number>", "nucleus sampling (default 0.95)")
    .option("--top-k <number>", "the most likely tokens to choose from (default 64)")
    .option("--seed <number>", "the seed of random choices; the same one repeats an answer")
    .option("--max-tokens <number>", "the most tokens to generate")
    .option("--ctx <tokens>", "context length; by default chosen from the model and the free memory")
    .option("--mmproj <file>", "the projector that the model is to have; it has to be in the model's folder")
    .option("--load-anyway", "load the model although it does not fit into free memory")
    .addOption(templateArguments());
}

function templateArguments(): Option {
  return new Option("--chat-template-kwargs <json>", `as of llama-server: '{"enable_thinking":true}'`);
}

function formats(usual: string, choices: readonly string[]): Option {
  return new Option("--format <format>", "the form of the output").choices(choices).default(usual);
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
