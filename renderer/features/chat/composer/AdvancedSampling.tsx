import { useState } from "react";
import type { ChatSettings } from "../../../../shared/chat/chat-settings.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { NumberField } from "../../../ui/NumberField.tsx";
import { TextArea } from "../../../ui/TextArea.tsx";
import { configure } from "../state/chat-actions.ts";
import styles from "./AdvancedSampling.module.css";
import { joinStopStrings, splitStopStrings } from "./stop-strings.ts";

export interface AdvancedSamplingProps {
  readonly settings: ChatSettings;
  readonly invalidText: (limits: { readonly min: number; readonly max: number }, value: number) => string;
}

/** The same limits as in `chatSettingsSchema`. */
const limits = {
  minP: { min: 0, max: 1 },
  repeatPenalty: { min: 0.5, max: 2 },
  presencePenalty: { min: -2, max: 2 },
  frequencyPenalty: { min: -2, max: 2 },
} as const;

const names = ["minP", "repeatPenalty", "presencePenalty", "frequencyPenalty"] as const;

/** Sampling options that are off unless the user changes them. */
export function AdvancedSampling({ settings, invalidText }: AdvancedSamplingProps) {
  const text = useText().chat.panel;
  return (
    <details className={styles.advanced}>
      <summary className={styles.summary}>
        <Icon name="chevronRight" size={16} />
        {text.advanced}
      </summary>
      <div className={styles.fields}>
        {names.map((name) => (
          <NumberField
            key={name}
            label={text[name]}
            hint={text[`${name}Hint`]}
            isInline
            value={settings[name]}
            {...limits[name]}
            invalidText={invalidText(limits[name], settings[name])}
            onChange={(value) => void (value !== null && configure({ [name]: value }))}
          />
        ))}
        <StopStrings value={settings.stop} />
      </div>
    </details>
  );
}

/** Saved on blur, like the system prompt. */
function StopStrings({ value }: { readonly value: readonly string[] }) {
  const text = useText().chat.panel;
  const [draft, setDraft] = useState<string | null>(null);
  const save = () => {
    if (draft !== null) void configure({ stop: splitStopStrings(draft) });
    setDraft(null);
  };
  return (
    <TextArea
      label={text.stopStrings}
      hint={text.stopStringsHint}
      rows={2}
      value={draft ?? joinStopStrings(value)}
      onChange={setDraft}
      onBlur={save}
    />
  );
}
