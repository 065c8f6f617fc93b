import type { ShortcutLine } from "../features/settings/GeneralSections.tsx";
import type { MessageCatalog } from "../i18n/message-catalog.ts";
import { chordKeys, type Chord } from "../key-chord.ts";
import type { Commands } from "./use-commands.ts";

/** Shortcuts that apply in one place only and are handled there. */
function localKeys(isMac: boolean): readonly LocalKey[] {
  return [
    { id: "send", chord: { key: "Enter" } },
    { id: "new-line", chord: { key: "Enter", shift: true } },
    { id: "rename-chat", chord: { key: "F2" } },
    // Most Mac keyboards have no forward-delete key.
    { id: "delete-chat", chord: isMac ? { key: "Backspace", mod: true } : { key: "Delete" } },
  ];
}

interface LocalKey {
  readonly id: keyof MessageCatalog["settings"]["commands"];
  readonly chord: Chord;
}

/** All shortcuts, for the list in Settings. */
export function shortcutLines({ all, isMac }: Commands, text: MessageCatalog): readonly ShortcutLine[] {
  return [
    ...all.map(({ id, label, chord }) => ({ id, label: label(text), keys: chordKeys(chord, isMac) })),
    ...localKeys(isMac).map(({ id, chord }) => ({
      id,
      label: text.settings.commands[id],
      keys: chordKeys(chord, isMac),
    })),
  ];
}
