import type { UpdateMode, Updates } from "../../../shared/updates/update-state.ts";
import { formatFullDate, formatPercent } from "../../i18n/format.ts";
import { useLanguage, useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";
import { Select } from "../../ui/Select.tsx";
import styles from "./Updates.module.css";
import { checkForUpdate, downloadUpdate, restartIntoUpdate } from "./updates-store.ts";

export interface UpdatesSectionProps {
  readonly updates: Updates;
  readonly mode: UpdateMode;
  readonly onMode: (mode: UpdateMode) => void;
}

/** Updates, in Settings: whether Facet looks for them, what it found, and what can be done about it. */
export function UpdatesSection({ updates, mode, onMode }: UpdatesSectionProps) {
  const words = useText().updates;
  const modes: readonly UpdateMode[] =
    updates.ability === "install" ? ["off", "notify", "automatic"] : ["off", "notify"];
  return (
    <>
      <p className={styles.paragraph}>{words.detail(updates.feedHost)}</p>
      <Select
        label={words.mode}
        isInline
        value={modes.includes(mode) ? mode : "notify"}
        choices={modes.map((value) => ({ value, label: words.modes[value] }))}
        onChange={onMode}
      />
      {updates.ability === "notify" && <p className={styles.fine}>{words.onlyNotifies}</p>}
      <Found updates={updates} />
    </>
  );
}

function Found({ updates: { state, ability, downloadPage } }: { readonly updates: Updates }) {
  const words = useText().updates;
  const language = useLanguage();
  switch (state.type) {
    case "none":
      return (
        <div className={styles.row}>
          <p role="status" className={styles.paragraph}>
            {state.checkedAtMs === null
              ? words.notChecked
              : words.upToDate(formatFullDate(state.checkedAtMs, language))}
          </p>
          <Button onClick={() => void checkForUpdate()}>{words.check}</Button>
        </div>
      );
    case "checking":
      return (
        <p role="status" className={styles.paragraph}>
          {words.checking}
        </p>
      );
    case "found":
      return (
        <div className={styles.row}>
          <p role="status" className={styles.paragraph}>
            {state.isWaiting ? words.downloadWaits(state.version) : words.found(state.version)}
          </p>
          {ability === "install" && !state.isWaiting && (
            <Button variant="primary" onClick={() => void downloadUpdate()}>
              {words.download}
            </Button>
          )}
          {ability === "notify" && downloadPage !== null && (
            <a href={downloadPage} target="_blank" rel="noreferrer">
              {words.downloadPage}
            </a>
          )}
        </div>
      );
    case "downloading":
      return (
        <>
          <p className={styles.paragraph}>{words.downloading(state.version)}</p>
          <ProgressBar
            label={words.downloading(state.version)}
            value={state.progress}
            valueText={formatPercent(state.progress, language)}
          />
        </>
      );
    case "ready":
      return (
        <div className={styles.row}>
          <p role="status" className={styles.paragraph}>
            {state.isWaiting ? words.restartWaits : words.ready(state.version)}
          </p>
          {!state.isWaiting && (
            <Button variant="primary" onClick={() => void restartIntoUpdate()}>
              {words.restart}
            </Button>
          )}
        </div>
      );
    case "failed":
      return (
        <div className={styles.row}>
          <p role="alert" className={styles.paragraph}>
            {words.failures[state.step]}
          </p>
          <Button onClick={() => void checkForUpdate()}>{words.checkAgain}</Button>
        </div>
      );
  }
}
