import type { ConversationId } from "../../../shared/chat/message.ts";
import type { ToolDeclaration } from "../../../shared/inference/tool-declaration.ts";
import type { MediaStore } from "../../media/media-store.ts";
import { textArgument } from "../text-argument.ts";
import { failed } from "../tool-output.ts";
import type { Tool, ToolContext, ToolOutput } from "../tool.ts";
import type { ChatFolder, ChatFolders } from "./chat-folders.ts";
import type { CodeLanguage, FolderChanges, FolderFile } from "./code-protocol.ts";
import type { CodeOutcome, CodeRunner } from "./code-runner.ts";
import { copyAttachments } from "./copied-attachments.ts";
import { describeOutcome } from "./describe-outcome.ts";
import { codeFailure, packagesNeeded } from "./code-failure.ts";
import type { PythonPackages } from "./packages/python-packages.ts";
import { runProgram } from "./run-program.ts";
import { mostReturnedFiles } from "./code-limits.ts";

export interface CodeToolsOptions {
  readonly runner: CodeRunner;
  readonly folders: ChatFolders;
  readonly media: MediaStore;
  readonly packages: PythonPackages;
}

const mostCharacters = 100_000;

const folderHint =
  "The current folder /work has the files attached to the chat under their names (up to 8 MB each), and keeps its files " +
  "between calls. " +
  "New and changed files there are shown to the user. There is no network.";

const withoutPackages =
  "Runs a Python 3.13 program and returns what it prints. Only the standard library is there: no numpy, pandas or " +
  "matplotlib, and no pip. Draw charts as SVG files.";

const withPackages =
  "Runs a Python program and returns what it prints. The standard library, numpy, pandas and matplotlib are there, and " +
  "no pip. plt.show() shows the figures to the user.";

/** Python and Bash in a sandbox, with a folder for each chat. Whether packages are there is declared as it is now. */
export function codeTools(options: CodeToolsOptions): readonly Tool[] {
  return [
    codeTool(options, "python", {
      name: "run_python",
      description:
        `${options.packages.isPresent ? withPackages : withoutPackages} Variables are not kept between calls. ` +
        folderHint,
      parameters: parametersOf("The whole program. Print what you want to know."),
    }),
    codeTool(options, "bash", {
      name: "run_bash",
      description:
        `Runs a Bash script and returns what it prints. Text and data commands are there, such as grep, sed, awk, sort, find, ` +
        `jq, yq, xan (CSV), tar, gzip and python3. ${folderHint}`,
      parameters: parametersOf("The whole script"),
    }),
  ];
}

const names: ReadonlySet<string> = new Set(["run_python", "run_bash"]);

function parametersOf(description: string): ToolDeclaration["parameters"] {
  return {
    type: "object",
    // Without a limit of its length: the grammar of a limited text allows no "<".
    properties: { code: { type: "string", description } },
    required: ["code"],
    additionalProperties: false,
  };
}

function codeTool(options: CodeToolsOptions, language: CodeLanguage, declaration: ToolDeclaration): Tool {
  return {
    declaration,
    title: null,
    access: "runs",
    run: (args, context) => run(options, language, textArgument(args, "code"), context),
  };
}

async function run(
  { runner, folders, media, packages }: CodeToolsOptions,
  language: CodeLanguage,
  code: string,
  { conversationId, branch, hasUntrustedText, signal }: ToolContext,
): Promise<ToolOutput> {
  if (code.length > mostCharacters) return failed(`A program may have ${mostCharacters} characters.`);
  const before = await folders.read(conversationId);
  const filled = await copyAttachments(before, branch, media, names);
  const isUntrusted = before.isUntrusted || hasUntrustedText;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const job = { language, code, files: filled.folder.files, timeZone };
  const { outcome, needed } = await runProgram(job, { runner, packages }, signal);
  const after = { ...filled.folder, files: filesAfter(filled.folder.files, outcome), isUntrusted };
  await keep(folders, conversationId, after, signal);
  const changed =
    outcome.type === "done" ? outcome.folder.changed.filter(({ bytes }) => bytes.length > 0) : [];
  const returned = changed.slice(0, mostReturnedFiles);
  const failure = codeFailure(outcome, runner.limits) ?? packagesNeeded(needed, language, packages.isPresent);
  return {
    text: describeOutcome(outcome, {
      failure,
      returned: returned.map(({ path }) => path),
      notReturned: changed.slice(mostReturnedFiles).map(({ path }) => path),
      tooLarge: filled.tooLarge,
    }),
    isError: failure !== null || (outcome.type === "done" && outcome.exitCode !== 0),
    isUntrusted,
    files: returned.map(({ path, bytes }) => ({
      name: path.slice(path.lastIndexOf("/") + 1),
      mediaType: "application/octet-stream",
      bytes,
    })),
    ...(failure && { error: failure }),
  };
}

/** A program that was ended in the middle leaves the folder as it was. */
function filesAfter(before: readonly FolderFile[], outcome: CodeOutcome): readonly FolderFile[] {
  return outcome.type === "done" ? withChanges(before, outcome.folder) : before;
}

function withChanges(
  before: readonly FolderFile[],
  { changed, removed }: FolderChanges,
): readonly FolderFile[] {
  const gone = new Set([...removed, ...changed.map(({ path }) => path)]);
  return [...before.filter(({ path }) => !gone.has(path)), ...changed];
}

async function keep(
  folders: ChatFolders,
  id: ConversationId,
  folder: ChatFolder,
  signal: AbortSignal,
): Promise<void> {
  // Of a call that was stopped, nothing is kept.
  signal.throwIfAborted();
  if (folder.files.length === 0 && folder.copied.length === 0 && !folder.isUntrusted) return;
  await folders.write(id, folder);
}
