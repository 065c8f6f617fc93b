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
  const action = actionOn(state, words);
  const change = async (route: Action["route"]) => {
    setIsBusy(true);
    const result = await request(route, {});
    setIsBusy(false);
    if (result.ok) setState(result.value);
    else {
      const { title, detail } = describeFailure(result.error, getText());
      showFailure({ text: title, detail });
    }
  };
  return (
    <>
      <Field label={words.label} hint={words.hint} isInline>
        {/* The button's name is what it does; the label names no control. */}
        {({ "aria-describedby": describedBy }) =>
          action !== null && (
            <Button
              aria-describedby={describedBy}
              disabled={isBusy}
              onClick={() => void change(action.route)}
            >
              {action.label}
            </Button>
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

type Words = ReturnType<typeof useText>["desktop"]["command"];

interface Action {
  readonly label: string;
  readonly route: "desktop.installTerminalCommand" | "desktop.removeTerminalCommand";
}

function actionOn(state: State, words: Words): Action | null {
  if (state.type === "absent") return { label: words.install, route: "desktop.installTerminalCommand" };
  if (state.type === "blocked" || state.by === "package") return null;
  return { label: words.remove, route: "desktop.removeTerminalCommand" };
}

function sentence(state: State, words: Words): string {
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
