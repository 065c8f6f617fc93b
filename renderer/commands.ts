import { flushSync } from "react-dom";
import type { AppSnapshot } from "../shared/ipc/contract.ts";
import { focusComposer } from "./features/chat/composer/focus-composer.ts";
import { stopOpenReply } from "./features/chat/open-chat.ts";
import { focusSearch } from "./features/conversations/ConversationsPanel.tsx";
import { openFind } from "./features/find/find-store.ts";
import type { MessageCatalog } from "./i18n/message-catalog.ts";
import type { Chord } from "./key-chord.ts";
import { openSettings, returnToChat, startNewChat, useNavigation } from "./navigation.ts";
import { isQuick } from "./quick-mode.ts";
import { useShell } from "./shell/shell-state.ts";
import { showSidebar, toggleSidebar } from "./shell/sidebar-visibility.ts";

export type CommandId = "new-chat" | "search" | "find" | "settings" | "sidebar" | "stop";

/**
 * A command that is available anywhere in the app. Buttons, shortcuts and the list in Settings all read it.
 */
export interface Command {
  readonly id: CommandId;
  readonly label: (text: MessageCatalog) => string;
  readonly chord: Chord;
  /** While false, the key press is left to the browser. */
  readonly isAvailable: () => boolean;
  readonly perform: () => void;
}

const hasNoModal = () => document.querySelector(":modal") === null;

const hasNoDialog = () => useShell.getState().dialog === null;

/** Browsers reserve Ctrl+N, so in a tab a new chat has the shortcut that other chat apps use. */
export function commandsFor(host: AppSnapshot["host"]): readonly Command[] {
  return [
    {
      id: "new-chat",
      label: (text) => text.common.newChat,
      chord: host === "desktop" ? { key: "n", mod: true } : { key: "o", mod: true, shift: true },
      isAvailable: hasNoDialog,
      perform: () => {
        useShell.setState({ isDrawerOpen: false });
        startNewChat();
      },
    },
    {
      id: "search",
      label: (text) => text.common.searchChats,
      chord: { key: "k", mod: true },
      isAvailable: hasNoDialog,
      perform: () => {
        // Renders the sidebar at once, so that the letters typed next reach the search field.
        flushSync(() => showSidebar(true));
        focusSearch();
      },
    },
    // A browser has its own.
    ...(host === "desktop"
      ? [
          {
            id: "find" as const,
            label: (text: MessageCatalog) => text.find.title,
            chord: { key: "f", mod: true },
            isAvailable: hasNoDialog,
            perform: openFind,
          },
        ]
      : []),
    {
      id: "sidebar",
      label: (text) => text.settings.commands.sidebar,
      chord: { key: "b", mod: true },
      isAvailable: hasNoDialog,
      perform: toggleSidebar,
    },
    {
      id: "settings",
      label: (text) => text.common.settings,
      chord: { key: ",", mod: true },
      isAvailable: hasNoDialog,
      perform: () => {
        useShell.setState({ isDrawerOpen: false });
        openSettings(null);
      },
    },
    {
      id: "stop",
      label: (text) => text.settings.commands.stop,
      chord: { key: "Escape" },
      // Menus and dialogs handle Escape themselves.
      isAvailable: hasNoModal,
      perform: () => {
        if (useNavigation.getState().place.page.type !== "chat") {
          returnToChat();
        } else if (!stopOpenReply()) {
          if (isQuick) window.close();
          else focusComposer();
        }
      },
    },
  ];
}
