import type { Settings } from "../../../shared/settings/settings.ts";
import { formatList, formatSentences } from "../../i18n/format.ts";
import { useLanguage, useText } from "../../i18n/i18n.ts";
import { CopyLine } from "../../ui/CopyLine.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { Select } from "../../ui/Select.tsx";
import { DeleteAllChats } from "./DeleteAllChats.tsx";
import styles from "./SettingsSection.module.css";
import { changeSettings, useSettings } from "./settings-store.ts";

const change = (patch: Partial<Settings>) => void changeSettings(patch);

export function Appearance() {
  const words = useText().settings;
  const { theme, language } = useSettings((state) => state.settings);
  return (
    <>
      <SegmentedControl
        label={words.theme}
        value={theme}
        choices={(["system", "light", "dark"] as const).map((value) => ({
          value,
          label: words.themes[value],
        }))}
        onChange={(value) => change({ theme: value })}
      />
      <Select
        label={words.language}
        isInline
        value={language}
        choices={(["system", "en", "zh-CN"] as const).map((value) => ({
          value,
          label: words.languages[value],
        }))}
        onChange={(value) => change({ language: value })}
      />
    </>
  );
}

export interface YourDataProps {
  /** Resolves to whether they were deleted. */
  readonly onDeleteAllChats: () => Promise<boolean>;
}

export function YourData({ onDeleteAllChats }: YourDataProps) {
  const words = useText().settings;
  const dataFolder = useSettings((state) => state.dataFolder);
  return (
    <>
      <p className={styles.paragraph}>{words.dataDetail}</p>
      {dataFolder !== "" && (
        <CopyLine label={words.dataFolder} value={dataFolder} copyLabel={words.copyDataFolder} />
      )}
      <DeleteAllChats onDelete={onDeleteAllChats} />
    </>
  );
}

export interface ShortcutLine {
  readonly id: string;
  readonly label: string;
  readonly keys: readonly string[];
}

export function Shortcuts({ shortcuts }: { readonly shortcuts: readonly ShortcutLine[] }) {
  return (
    <dl className={styles.shortcuts}>
      {shortcuts.map(({ id, label, keys }) => (
        <div key={id} className={styles.shortcut}>
          <dt>{label}</dt>
          <dd>
            <Kbd keys={keys} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

export interface AboutProps {
  /** Other computers that messages go to while a model there is chosen. */
  readonly serverHosts: readonly string[];
}

export function About({ serverHosts }: AboutProps) {
  const text = useText();
  const language = useLanguage();
  const words = text.settings;
  const version = useSettings((state) => state.version);
  return (
    <>
      <p className={styles.paragraph}>
        {formatSentences(
          [
            serverHosts.length === 0
              ? words.privacy
              : text.servers.privacy(formatList(serverHosts, language)),
            words.webPrivacy,
          ],
          language,
        )}
      </p>
      <p className={styles.fine}>
        {words.version(version)} · {formatSentences([words.license, words.modelLicense], language)}
      </p>
    </>
  );
}
