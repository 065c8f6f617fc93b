import type { Command } from "commander";
import { usageFailure } from "../terminal/command-failure.ts";

/** Commands whose first argument is the name of a model. */
const takesModel = new Set(["run", "chat", "show", "rm", "doctor"]);

interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly string[];
  readonly takesModel: boolean;
}

const shells: Readonly<Record<string, (commands: readonly CompletedCommand[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/**
 * The script with which a shell completes commands, options, files and the names of models.
 * @throws CommandFailure for other shells
 */
export function completionScript(shell: string, program: Command): string {
  const script = Object.hasOwn(shells, shell) ? shells[shell] : undefined;
  if (script === undefined)
    throw usageFailure(`There are completions for bash, zsh and fish, not for ${shell}.`);
  return script(
    program.commands.map((command) => ({
      name: command.name(),
      summary: command.summary() || command.description(),
      options: command.options.filter(({ hidden }) => !hidden).flatMap(({ long }) => long ?? []),
      takesModel: takesModel.has(command.name()),
    })),
  );
}

function bashScript(commands: readonly CompletedCommand[]): string {
  const cases = commands.map(
    ({ name, options, takesModel: takes }) =>
      `    ${name}) options="${options.join(" ")}"; models=${takes ? "yes" : "no"};;`,
  );
  return `# facet completions bash > ~/.local/share/bash-completion/completions/facet
_facet() {
  local word="\${COMP_WORDS[COMP_CWORD]}" options="" models=no IFS=$'\\n'
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(IFS=' '; compgen -W "${commands.map(({ name }) => name).join(" ")}" -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
  esac
  if [[ "$word" == -* ]]; then
    COMPREPLY=($(IFS=' '; compgen -W "$options" -- "$word"))
  elif [ "$models" = yes ] && [ "$COMP_CWORD" -eq 2 ]; then
    # Not by compgen -W, which would expand what is in a name: names come from files of others.
    local name
    COMPREPLY=()
    while IFS= read -r name; do
      [[ "$name" == "$word"* ]] && COMPREPLY+=("$(printf %q "$name")")
    done < <(facet list --names 2>/dev/null)
  fi
}
complete -o default -F _facet facet
`;
}

function zshScript(commands: readonly CompletedCommand[]): string {
  const described = commands.map(({ name, summary }) => `    '${name}:${quoted(summary)}'`);
  const cases = commands.map(
    ({ name, options, takesModel: takes }) =>
      `    ${name}) options=(${options.join(" ")}); models=${takes ? "yes" : "no"};;`,
  );
  return `#compdef facet
# facet completions zsh > a file named _facet in a folder of $fpath
_facet() {
  local -a commands options names
  local models=no
  commands=(
${described.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case "$words[2]" in
${cases.join("\n")}
  esac
  if [[ "$words[CURRENT]" == -* ]]; then
    compadd -- $options
  elif [[ $models == yes ]] && (( CURRENT == 3 )); then
    names=("\${(@f)$(facet list --names 2>/dev/null)}")
    compadd -- $names
    _files
  else
    _files
  fi
}
compdef _facet facet
`;
}

function fishScript(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ name, summary, options, takesModel: takes }) => [
    `complete -c facet -n __fish_use_subcommand -f -a ${name} -d '${quoted(summary)}'`,
    ...options.map(
      (option) => `complete -c facet -n '__fish_seen_subcommand_from ${name}' -l ${option.slice(2)}`,
    ),
    ...(takes
      ? [`complete -c facet -n '__fish_seen_subcommand_from ${name}' -a '(facet list --names 2>/dev/null)'`]
      : []),
  ]);
  return `# facet completions fish > ~/.config/fish/completions/facet.fish\n${lines.join("\n")}\n`;
}

/** Summaries stand in single quotes. */
const quoted = (text: string) => text.replaceAll("'", "’").replaceAll(":", ",");
