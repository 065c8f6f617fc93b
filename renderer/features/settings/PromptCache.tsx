import { useEffect, useState } from "react";
import type { ContextCacheState } from "../../../shared/ipc/context-cache-routes.ts";
import { contextBudgets } from "../../../shared/settings/context-budget.ts";
import { formatBytes } from "../../i18n/format.ts";
import { useLanguage, useText } from "../../i18n/i18n.ts";
import { request } from "../../ipc/client.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { Select } from "../../ui/Select.tsx";
import { Switch } from "../../ui/Switch.tsx";
import styles from "./SettingsSection.module.css";
import { changeSettings, useSettings } from "./settings-store.ts";

/** What the engine keeps of chats on disk: whether, how much, and how to delete it. */
export function PromptCache() {
  const words = useText().settings;
  const language = useLanguage();
  const { keepsContexts, contextBudgetBytes } = useSettings((state) => state.settings);
  const [cache, setCache] = useState<ContextCacheState | null>(null);
  const [isDeleted, setIsDeleted] = useState(false);
  const size = (bytes: number) => formatBytes(bytes, language);
  const clear = async () => {
    const state = await request("contextCache.clear", {});
    if (state.ok) setCache(state.value);
    setIsDeleted(state.ok);
  };
  useEffect(() => {
    void request("contextCache.state", {}).then((state) => {
      if (state.ok) setCache(state.value);
    });
  }, [keepsContexts]);
  const budget = contextBudgetBytes ?? cache?.automaticBudgetBytes ?? 0;
  return (
    <>
      <Field label={words.keepsContexts} hint={words.keepsContextsHint} isInline>
        {(field) => (
          <Switch
            id={field.id}
            aria-describedby={field["aria-describedby"]}
            isOn={keepsContexts}
            onChange={(isOn) => void changeSettings({ keepsContexts: isOn })}
          />
        )}
      </Field>
      {keepsContexts && cache !== null && (
        <Select
          label={words.contextBudget}
          isInline
          value={String(contextBudgetBytes)}
          choices={[
            { value: "null", label: words.automaticBudget(size(cache.automaticBudgetBytes)) },
            ...budgetsWith(contextBudgetBytes).map((bytes) => ({ value: String(bytes), label: size(bytes) })),
          ]}
          onChange={(value) =>
            void changeSettings({ contextBudgetBytes: value === "null" ? null : Number(value) })
          }
        />
      )}
      {cache !== null && (
        <div className={styles.row}>
          <p role="status" className={styles.paragraph}>
            {isDeleted && cache.bytes === 0
              ? words.deletedContexts
              : keepsContexts
                ? words.contextsUseOf(size(cache.bytes), size(budget))
                : words.contextsUse(size(cache.bytes))}
          </p>
          <Button icon="trash" disabled={cache.bytes === 0} onClick={() => void clear()}>
            {words.deleteContexts}
          </Button>
        </div>
      )}
    </>
  );
}

/** The command line, or another version, may have chosen another budget. */
function budgetsWith(chosen: number | null): readonly number[] {
  return chosen === null
    ? contextBudgets
    : [...new Set([...contextBudgets, chosen])].toSorted((a, b) => a - b);
}
