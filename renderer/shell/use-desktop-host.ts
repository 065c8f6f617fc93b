import { useEffect } from "react";
import type { OpenedItem } from "../../shared/desktop/opened-item.ts";
import { draftKey } from "../features/chat/state/drafts.ts";
import { focusComposer } from "../features/chat/composer/focus-composer.ts";
import { fetchOpened } from "../features/desktop/fetch-opened.ts";
import { nextOpened, onMenuCommand, useDesktop } from "../features/desktop/desktop-store.ts";
import { attachFiles } from "../features/media/state/attachments.ts";
import { askFor } from "../features/models/asked-for.ts";
import { getText, useText } from "../i18n/i18n.ts";
import { request } from "../ipc/client.ts";
import { chordAccelerator } from "../key-chord.ts";
import { openConversation, openSettings, returnToChat, shownChatId, useNavigation } from "../navigation.ts";
import { isQuick } from "../quick-mode.ts";
import { showFailure } from "../toasts.ts";
import { openDialog, useShell } from "./shell-state.ts";
import type { Commands } from "./use-commands.ts";

/** Connects the page to the desktop app around it: its menu, and what was opened with Facet. */
export function useDesktopHost(commands: Commands): void {
  const text = useText();
  const isDesktop = useShell((state) => state.host === "desktop");
  const opened = useDesktop((state) => state.opened);
  useEffect(() => {
    if (!isDesktop || isQuick) return;
    const shown = commands.all.map(({ id, label, chord }) => ({
      id,
      label: label(text),
      accelerator: chordAccelerator(chord),
    }));
    void request("desktop.showCommands", { commands: shown });
  }, [isDesktop, commands, text]);
  useEffect(
    () =>
      onMenuCommand((id) => {
        const command = commands.all.find((each) => each.id === id);
        if (command?.isAvailable()) command.perform();
      }),
    [commands],
  );
  useEffect(() => {
    if (opened.length > 0) void showOpened(nextOpened());
  }, [opened]);
}

async function showOpened(items: readonly OpenedItem[]): Promise<void> {
  const files: File[] = [];
  for (const item of items) {
    if (item.type === "link") openLink(item.link);
    if (item.type === "refused") reportRefused(item);
    if (item.type === "file") {
      const file = await fetchOpened(item);
      if (file) files.push(file);
      else reportRefused({ type: "refused", reason: "unreadable", name: item.name });
    }
  }
  if (files.length === 0) return;
  returnToChat();
  attachFiles(draftKey(shownChatId(useNavigation.getState())), files);
  focusComposer();
}

/** Everything further is up to the user: a model is searched for, and a server is connected, by a button. */
function openLink(link: Extract<OpenedItem, { readonly type: "link" }>["link"]): void {
  switch (link.type) {
    case "chat":
      openConversation(link.conversationId);
      break;
    case "model":
      askFor({ repo: link.repo });
      openDialog("models");
      break;
    case "server":
      askFor({ serverUrl: link.url });
      openSettings("servers");
  }
}

function reportRefused({ reason, name }: Extract<OpenedItem, { readonly type: "refused" }>): void {
  const words = getText().desktop.refused;
  showFailure({ text: reason === "link" ? words.link : words[reason](name) });
}
