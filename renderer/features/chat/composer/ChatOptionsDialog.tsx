import { useState } from "react";
import type { ChatSettings } from "../../../../shared/chat/chat-settings.ts";
import { defaultChatSettings } from "../../../../shared/chat/default-chat-settings.ts";
import { formatNumber } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { NumberField } from "../../../ui/NumberField.tsx";
import { Select } from "../../../ui/Select.tsx";
import { TextArea } from "../../../ui/TextArea.tsx";
import { configure } from "../state/chat-actions.ts";
import { useRemoteModel } from "../state/use-remote-model.ts";
import { AdvancedSampling } from "./AdvancedSampling.tsx";
import styles from "./ChatOptionsDialog.module.css";

export interface ChatOptionsDialogProps {
  readonly settings: ChatSettings;
  readonly onClose: () => void;
}

/** The same limits as in `chatSettingsSchema`. */
const limits = {
  temperature: { min: 0, max: 2 },
  topP: { min: 0, max: 1 },
  topK: { min: 0, max: 1000, isWhole: true },
  seed: { min: 0, max: 0xffff_ffff, isWhole: true, isOptional: true },
  maxTokens: { min: 1, max: 1_048_576, isWhole: true, isOptional: true },
  contextLength: { min: 256, max: 1_048_576, isWhole: true, isOptional: true },
} as const;

const budgets = [
  "short",
  "medium",
  "long",
  "unlimited",
] as const satisfies readonly ChatSettings["thinkingBudget"][];

/** Generation options of this chat. A change is saved as soon as it is valid. */
export function ChatOptionsDialog({ settings, onClose }: ChatOptionsDialogProps) {
  const { chat, servers: words } = useText();
  const text = chat.panel;
  const remote = useRemoteModel();
  const isBudgetFixed = remote?.model?.hasReasoningBudget === false;
  const language = useLanguage();
  // A new key remounts every field, which also clears invalid input.
  const [resets, setResets] = useState(0);
  const number = (value: number) => formatNumber(value, language);
  const invalid = (
    { min, max, isWhole }: { min: number; max: number; isWhole?: boolean },
    value: number | null,
  ) => {
    const range = isWhole === true ? text.wholeRange : text.range;
    const rule = range(number(min), number(max));
    return value === null ? rule : text.staysAt(rule, number(value));
  };
  const reset = () => {
    // Reset keeps the system prompt and the stop strings, since the user wrote them, and how the model
    // thinks.
    const { thinking: _1, thinkingBudget: _2, systemPrompt: _3, stop: _4, ...numbers } = defaultChatSettings;
    void configure(numbers);
    setResets(resets + 1);
  };
  return (
    <Dialog
      title={text.title}
      onClose={onClose}
      footer={
        <>
          <Button variant="quiet" onClick={reset}>
            {text.reset}
          </Button>
          <Button variant="primary" onClick={onClose}>
            {text.done}
          </Button>
        </>
      }
    >
      <div key={resets} className={styles.fields}>
        <p className={styles.scope}>{text.scope}</p>
        <SystemPrompt value={settings.systemPrompt} />
        <Select
          label={text.thinkingBudget}
          hint={isBudgetFixed ? words.budgetFixed(remote.server.name) : text.thinkingBudgetHint}
          isInline
          disabled={isBudgetFixed}
          value={settings.thinkingBudget}
          choices={budgets.map((value) => ({ value, label: text.thinkingBudgets[value] }))}
          onChange={(thinkingBudget) => void configure({ thinkingBudget })}
        />
        <NumberField
          label={text.temperature}
          hint={text.temperatureHint}
          isInline
          value={settings.temperature}
          {...limits.temperature}
          invalidText={invalid(limits.temperature, settings.temperature)}
          onChange={(value) => void (value !== null && configure({ temperature: value }))}
        />
        <NumberField
          label={text.topP}
          hint={text.topPHint}
          isInline
          value={settings.topP}
          {...limits.topP}
          invalidText={invalid(limits.topP, settings.topP)}
          onChange={(value) => void (value !== null && configure({ topP: value }))}
        />
        <NumberField
          label={text.topK}
          hint={text.topKHint}
          isInline
          value={settings.topK}
          {...limits.topK}
          invalidText={invalid(limits.topK, settings.topK)}
          onChange={(value) => void (value !== null && configure({ topK: value }))}
        />
        <NumberField
          label={text.seed}
          hint={text.seedHint}
          isInline
          placeholder={text.random}
          value={settings.seed}
          {...limits.seed}
          invalidText={invalid(limits.seed, settings.seed)}
          onChange={(seed) => void configure({ seed })}
        />
        <NumberField
          label={text.maxTokens}
          hint={text.maxTokensHint}
          isInline
          placeholder={text.noLimit}
          value={settings.maxTokens}
          {...limits.maxTokens}
          invalidText={invalid(limits.maxTokens, settings.maxTokens)}
          onChange={(maxTokens) => void configure({ maxTokens })}
        />
        <NumberField
          label={text.contextLength}
          hint={remote ? words.contextFixed(remote.server.name) : text.contextLengthHint}
          isInline
          disabled={remote !== null}
          placeholder={text.automatic}
          value={settings.contextLength}
          {...limits.contextLength}
          invalidText={invalid(limits.contextLength, settings.contextLength)}
          onChange={(contextLength) => void configure({ contextLength })}
        />
        <AdvancedSampling settings={settings} invalidText={invalid} />
      </div>
    </Dialog>
  );
}

/** Saved on blur and when the dialog closes, rather than on each key press. */
function SystemPrompt({ value }: { readonly value: string }) {
  const text = useText().chat.panel;
  const [draft, setDraft] = useState<string | null>(null);
  const keep = () => {
    if (draft !== null && draft !== value) void configure({ systemPrompt: draft });
    setDraft(null);
  };
  return (
    <TextArea
      label={text.systemPrompt}
      hint={text.systemPromptHint}
      rows={3}
      maxLength={1_000_000}
      value={draft ?? value}
      onChange={setDraft}
      onBlur={keep}
    />
  );
}
