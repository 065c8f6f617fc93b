import { useEffect, useState } from "react";
import type { TerminalCommand as State } from "../../../shared/desktop/terminal-command.ts";
import { describeFailure } from "../../i18n/describe-failure.ts";
import { getText, useText } from "../../i18n/i18n.ts";
import { request } from "../../ipc/client.ts";
import { showFailure } from "../../toasts.ts";
import { Button } from "../../ui/Button.tsx";
import { CopyLine } from "../../ui/CopyLine.tsx";
import { Field } from "../../ui/Field.tsx";
import styles from "./TerminalCommand.module.css";

/** The command `facet` for terminals: installs and removes it. Nothing where the app is not installed. */
export function TerminalCommand() {
  const words = useText().desktop.command;
  const [state, setState] = useState<State | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  useEffect(() => {
    let isShown = true;
    void request("desktop.terminalCommand", {}).then((result) => {
      if (isShown && result.ok) setState(result.value);
    });
    return () => void (isShown = false);
  }, []);
  if (state === null) return null;
  const change = async (route: "desktop.installTerminalCommand" | "desktop.removeTerminalCommand") => {
    setIsBusy(true);
    const result = await request(route, {});
    setIsBusy(false);
    if (result.ok) setState(result.value);
    else {
      const { title, detail } = describeFailure(result.error, getText());
      showFailure({ text: title, detail });
    }
  };
  const isRemovable = state.type === "installed" && state.by === "settings";
  return (
    <>
      <Field label={words.label} hint={words.hint} isInline>
        {({ id, "aria-describedby": describedBy }) =>
          state.type === "absent" ? (
            <Button
              id={id}
              aria-describedby={describedBy}
              disabled={isBusy}
              onClick={() => void change("desktop.installTerminalCommand")}
            >
              {words.install}
            </Button>
          ) : (
            isRemovable && (
              <Button
                id={id}
                aria-describedby={describedBy}
                disabled={isBusy}
                onClick={() => void change("desktop.removeTerminalCommand")}
              >
                {words.remove}
              </Button>
            )
          )
        }
      </Field>
      <p role="status" className={styles.state}>
        {sentence(state, words)}
      </p>
      {state.type === "installed" && !state.isInPath && (
        <CopyLine
          label={words.addToPath(state.folder)}
          value={`export PATH="${state.folder}:$PATH"`}
          copyLabel={words.copyLine}
        />
      )}
    </>
  );
}

function sentence(state: State, words: ReturnType<typeof useText>["desktop"]["command"]): string {
  switch (state.type) {
    case "absent":
      return words.absent(state.folder);
    case "blocked":
      return words.obstacles[state.reason](state.path);
    case "installed":
      if (state.shadowedBy !== null) return words.shadowed(state.path, state.shadowedBy);
      return state.by === "package" ? words.byPackage(state.path) : words.installed(state.path);
  }
}
