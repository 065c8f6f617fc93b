import type { ReactNode } from "react";
import type { Settings } from "../../../shared/settings/settings.ts";
import { formatList, formatSentences } from "../../i18n/format.ts";
import { useLanguage, useText } from "../../i18n/i18n.ts";
import { CopyLine } from "../../ui/CopyLine.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Field } from "../../ui/Field.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { Select } from "../../ui/Select.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { DeleteAllChats } from "./DeleteAllChats.tsx";
import styles from "./SettingsDialog.module.css";
import { changeSettings, useSettings } from "./settings-store.ts";

export interface ShortcutLine {
  readonly id: string;
  readonly label: string;
  readonly keys: readonly string[];
}

export interface SettingsDialogProps {
  readonly shortcuts: readonly ShortcutLine[];
  /** The section of the model servers. */
  readonly modelServers: ReactNode;
  /** The section of the devices that may sign in. */
  readonly otherDevices: ReactNode;
  /** Other computers that messages go to while a model there is chosen. */
  readonly serverHosts: readonly string[];
  /** Resolves to whether they were deleted. */
  readonly onDeleteAllChats: () => Promise<boolean>;
  readonly onClose: () => void;
}

/** Changes apply immediately; there is no Save button. */
export function SettingsDialog(props: SettingsDialogProps) {
  const { shortcuts, modelServers, otherDevices, serverHosts, onDeleteAllChats, onClose } = props;
  const text = useText();
  const language = useLanguage();
  const words = text.settings;
  const { settings, version, dataFolder } = useSettings();
  const change = (patch: Partial<Settings>) => void changeSettings(patch);

  return (
    <Dialog title={text.common.settings} onClose={onClose}>
      <Section title={words.appearance}>
        <SegmentedControl
          label={words.theme}
          value={settings.theme}
          choices={(["system", "light", "dark"] as const).map((value) => ({
            value,
            label: words.themes[value],
          }))}
          onChange={(theme) => change({ theme })}
        />
        <Select
          label={words.language}
          isInline
          value={settings.language}
          choices={(["system", "en", "zh-CN"] as const).map((value) => ({
            value,
            label: words.languages[value],
          }))}
          onChange={(language) => change({ language })}
        />
      </Section>
      <Section title={words.newChats}>
        <Field label={words.thinking} hint={words.thinkingHint} isInline>
          {(field) => (
            <Switch
              id={field.id}
              aria-describedby={field["aria-describedby"]}
              isOn={settings.thinking}
              onChange={(thinking) => change({ thinking })}
            />
          )}
        </Field>
      </Section>
      <div className={styles.section}>{modelServers}</div>
      <Section title={text.access.title}>{otherDevices}</Section>
      <Section title={words.data}>
        <p className={styles.paragraph}>{words.dataDetail}</p>
        {dataFolder !== "" && (
          <CopyLine label={words.dataFolder} value={dataFolder} copyLabel={words.copyDataFolder} />
        )}
        <DeleteAllChats onDelete={onDeleteAllChats} />
      </Section>
      <Section title={words.shortcuts}>
        <dl className={styles.shortcuts}>
          {shortcuts.map((shortcut) => (
            <div key={shortcut.id} className={styles.shortcut}>
              <dt>{shortcut.label}</dt>
              <dd>
                <Kbd keys={shortcut.keys} />
              </dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title={words.about}>
        <p className={styles.paragraph}>
          {serverHosts.length === 0 ? words.privacy : text.servers.privacy(formatList(serverHosts, language))}
        </p>
        <p className={styles.fine}>
          {words.version(version)} · {formatSentences([words.license, words.modelLicense], language)}
        </p>
      </Section>
    </Dialog>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <h3 className={styles.heading}>{title}</h3>
      {children}
    </section>
  );
}
