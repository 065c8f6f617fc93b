import type { Settings } from "../../../shared/settings/settings.ts";
import { useText } from "../../i18n/i18n.ts";
import { Field } from "../../ui/Field.tsx";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { useDesktop } from "./desktop-store.ts";
import { QuickShortcut } from "./QuickShortcut.tsx";
import { TerminalCommand } from "./TerminalCommand.tsx";

export interface DesktopSectionProps {
  readonly settings: Settings;
  readonly onChange: (change: Partial<Settings>) => void;
}

/** What only the desktop app can do. */
export function DesktopSection({ settings, onChange }: DesktopSectionProps) {
  const words = useText().desktop;
  const desktop = useDesktop((state) => state.desktop);
  return (
    <>
      {desktop?.accentColor && (
        <SegmentedControl
          label={words.accent}
          value={settings.accent}
          choices={(["system", "facet"] as const).map((value) => ({ value, label: words.accents[value] }))}
          onChange={(accent) => onChange({ accent })}
        />
      )}
      <OnOff
        label={words.notifies}
        hint={words.notifiesHint}
        isOn={settings.notifies}
        onChange={(notifies) => onChange({ notifies })}
      />
      <OnOff
        label={words.spellCheck}
        hint={words.spellCheckHint}
        isOn={settings.spellCheck}
        onChange={(spellCheck) => onChange({ spellCheck })}
      />
      <QuickShortcut
        shortcut={settings.quickShortcut}
        isTaken={desktop?.quickShortcut === "taken"}
        onChange={(quickShortcut) => onChange({ quickShortcut })}
      />
      <TerminalCommand />
    </>
  );
}

interface OnOffProps {
  readonly label: string;
  readonly hint: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function OnOff({ label, hint, isOn, onChange }: OnOffProps) {
  return (
    <Field label={label} hint={hint} isInline>
      {({ id, "aria-describedby": describedBy }) => (
        <Switch id={id} aria-describedby={describedBy} isOn={isOn} onChange={onChange} />
      )}
    </Field>
  );
}
