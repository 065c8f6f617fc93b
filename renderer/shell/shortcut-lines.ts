import type { ShortcutLine } from "../features/settings/SettingsDialog.tsx";
import type { Catalog } from "../i18n/i18n.ts";
import { chordKeys, type Chord } from "../key-chord.ts";
import type { Commands } from "./use-commands.ts";

/** Keys that mean something in one place only and are answered there. */
const localKeys = [
  { id: "send", chord: { key: "Enter" } },
  { id: "new-line", chord: { key: "Enter", shift: true } },
  { id: "rename-chat", chord: { key: "F2" } },
  { id: "delete-chat", chord: { key: "Delete" } },
] as const satisfies readonly { readonly id: keyof Catalog["settings"]["commands"]; readonly chord: Chord }[];

/** Every key there is, for the list in Settings. */
export function shortcutLines({ all, isMac }: Commands, text: Catalog): readonly ShortcutLine[] {
  return [
    ...all.map(({ id, label, chord }) => ({ id, label: label(text), keys: chordKeys(chord, isMac) })),
    ...localKeys.map(({ id, chord }) => ({
      id,
      label: text.settings.commands[id],
      keys: chordKeys(chord, isMac),
    })),
  ];
}
