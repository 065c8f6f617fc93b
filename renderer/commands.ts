import { flushSync } from "react-dom";
import type { AppSnapshot } from "../shared/ipc/contract.ts";
import { focusComposer } from "./features/chat/composer/focus-composer.ts";
import { stopOpenReply } from "./features/chat/open-chat.ts";
import { focusSearch } from "./features/conversations/ConversationsPanel.tsx";
import type { MessageCatalog } from "./i18n/i18n.ts";
import type { Chord } from "./key-chord.ts";
import { startNewChat } from "./navigation.ts";
import { openDialog, useShell } from "./shell/shell-state.ts";
import { showSidebar, toggleSidebar } from "./shell/sidebar-visibility.ts";

export type CommandId = "new-chat" | "search" | "settings" | "sidebar" | "stop";

/** Something a person can ask for from anywhere. Buttons, shortcuts and the list in Settings all read it here. */
export interface Command {
  readonly id: CommandId;
  readonly label: (text: MessageCatalog) => string;
  readonly chord: Chord;
  /** Whether it can be done now; when not, the key is left to the browser. */
  readonly isAvailable: () => boolean;
  readonly perform: () => void;
}

const nothingIsModal = () => document.querySelector(":modal") === null;

const isUncovered = () => useShell.getState().dialog === null;

/** Browsers keep Ctrl+N for themselves, so in a tab a new chat has the key that other chat pages taught people. */
export function commandsFor(host: AppSnapshot["host"]): readonly Command[] {
  return [
    {
      id: "new-chat",
      label: (text) => text.common.newChat,
      chord: host === "desktop" ? { key: "n", mod: true } : { key: "o", mod: true, shift: true },
      isAvailable: isUncovered,
      perform: () => {
        useShell.setState({ isDrawerOpen: false });
        startNewChat();
      },
    },
    {
      id: "search",
      label: (text) => text.common.searchChats,
      chord: { key: "k", mod: true },
      isAvailable: isUncovered,
      perform: () => {
        // At once, so that not one of the letters typed next goes elsewhere.
        flushSync(() => showSidebar(true));
        focusSearch();
      },
    },
    {
      id: "sidebar",
      label: (text) => text.settings.commands.sidebar,
      chord: { key: "b", mod: true },
      isAvailable: isUncovered,
      perform: toggleSidebar,
    },
    {
      id: "settings",
      label: (text) => text.common.settings,
      chord: { key: ",", mod: true },
      isAvailable: isUncovered,
      perform: () => openDialog("settings"),
    },
    {
      id: "stop",
      label: (text) => text.settings.commands.stop,
      chord: { key: "Escape" },
      // Menus and dialogs close on Escape themselves; only what is left comes here.
      isAvailable: nothingIsModal,
      perform: () => {
        if (!stopOpenReply()) {
          focusComposer();
        }
      },
    },
  ];
}
