import { useEffect, useMemo } from "react";
import { commandsFor, type Command, type CommandId } from "../commands.ts";
import { ariaChord, chordKeys, isChord } from "../key-chord.ts";
import { useShell } from "./shell-state.ts";

/** The properties of a command that a button needs. */
export interface CommandKeys {
  readonly keys: readonly string[];
  readonly "aria-keyshortcuts": string;
}

export interface Commands {
  readonly all: readonly Command[];
  readonly isMac: boolean;
  readonly perform: (id: CommandId) => void;
  readonly keysOf: (id: CommandId) => CommandKeys;
}

export function useCommands(): Commands {
  const host = useShell((state) => state.host);
  const platform = useShell((state) => state.platform);
  return useMemo(() => {
    // The page may run on another machine than the host, and shortcuts follow the machine of the page.
    const isMac = host === "desktop" ? platform === "darwin" : /mac/i.test(navigator.platform);
    const all = commandsFor(host);
    const find = (id: CommandId) => all.find((command) => command.id === id);
    return {
      all,
      isMac,
      perform: (id) => find(id)?.perform(),
      keysOf: (id) => {
        const chord = find(id)?.chord ?? { key: "" };
        return { keys: chordKeys(chord, isMac), "aria-keyshortcuts": ariaChord(chord, isMac) };
      },
    };
  }, [host, platform]);
}

/**
 * Handles the shortcuts of all commands, wherever the focus is, unless another handler prevented the default
 * action.
 */
export function useShortcuts({ all, isMac }: Commands): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const command = all.find(({ chord }) => isChord(event, chord, isMac));
      if (command && !event.defaultPrevented && command.isAvailable()) {
        event.preventDefault();
        command.perform();
      }
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [all, isMac]);
}
