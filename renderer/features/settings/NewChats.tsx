import { useState } from "react";
import { defaultNewChatOptions } from "../../../shared/settings/default-new-chat-options.ts";
import type { Settings } from "../../../shared/settings/settings.ts";
import { formatNumber } from "../../i18n/format.ts";
import { useLanguage, useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { changeSettings, useSettings } from "./settings-store.ts";

type Options = Settings["newChatOptions"];

/** The same limits as in `chatSettingsSchema`. */
const limits = {
  temperature: { min: 0, max: 2 },
  topP: { min: 0, max: 1 },
  topK: { min: 0, max: 1000, isWhole: true },
  minP: { min: 0, max: 1 },
} as const;
const names = ["temperature", "topP", "topK", "minP"] as const;

/** What new chats begin with. Each chat can change it for itself. */
export function NewChats() {
  const { settings: words, chat } = useText();
  const language = useLanguage();
  const { thinking, newChatOptions: options } = useSettings((state) => state.settings);
  // A new key remounts the fields, which also clears invalid input.
  const [resets, setResets] = useState(0);
  const change = (patch: Partial<Options>) =>
    void changeSettings({ newChatOptions: { ...options, ...patch } });
  const number = (value: number) => formatNumber(value, language);
  return (
    <>
      <Field label={words.thinking} hint={words.thinkingHint} isInline>
        {(field) => (
          <Switch
            id={field.id}
            aria-describedby={field["aria-describedby"]}
            isOn={thinking}
            onChange={(value) => void changeSettings({ thinking: value })}
          />
        )}
      </Field>
      <SystemPrompt value={options.systemPrompt} onChange={(systemPrompt) => change({ systemPrompt })} />
      {names.map((name) => {
        const { min, max } = limits[name];
        const range = name === "topK" ? chat.panel.wholeRange : chat.panel.range;
        return (
          <NumberField
            key={`${name} ${resets}`}
            label={chat.panel[name]}
            hint={chat.panel[`${name}Hint`]}
            isInline
            value={options[name]}
            {...limits[name]}
            invalidText={chat.panel.staysAt(range(number(min), number(max)), number(options[name]))}
            onChange={(value) => {
              if (value !== null) change({ [name]: value });
            }}
          />
        );
      })}
      <div>
        <Button
          size="small"
          onClick={() => {
            const { systemPrompt: _, ...numbers } = defaultNewChatOptions;
            change(numbers);
            setResets(resets + 1);
          }}
        >
          {chat.panel.reset}
        </Button>
      </div>
    </>
  );
}

/** Saved on blur, rather than on each key press. */
function SystemPrompt({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const text = useText().chat.panel;
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <TextArea
      label={text.systemPrompt}
      hint={text.systemPromptHint}
      rows={3}
      maxLength={1_000_000}
      value={draft ?? value}
      onChange={setDraft}
      onBlur={() => {
        if (draft !== null && draft !== value) onChange(draft);
        setDraft(null);
      }}
    />
  );
}
