import { useRef, useState, type KeyboardEvent } from "react";
import { isError } from "../../../../shared/formats/template-problem.ts";
import type { OriginalTemplate } from "../../../../shared/models/chat-template.ts";
import type { Model } from "../../../../shared/models/model.ts";
import { describeFailure } from "../../../i18n/describe-failure.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { TextArea } from "../../../ui/TextArea.tsx";
import { useModels } from "../models-store.ts";
import styles from "./ChatTemplate.module.css";
import { goToLine } from "./go-to-line.ts";
import { resetTemplate, saveTemplate } from "./template-actions.ts";
import { setTemplateDraft, useTemplateDrafts } from "./template-drafts.ts";
import { templateState } from "./template-state.ts";
import { TemplatePreview } from "./TemplatePreview.tsx";
import { TemplateProblems } from "./TemplateProblems.tsx";
import { useTemplatePreview } from "./use-template-preview.ts";

export interface TemplateEditorProps {
  readonly model: Model;
  /** Whether the model is loaded, so that its tokens can be counted. */
  readonly isLoaded: boolean;
  readonly original: OriginalTemplate;
}

/** Edits a model's chat template beside what it makes of a small chat. */
export function TemplateEditor({ model, isLoaded, original }: TemplateEditorProps) {
  const words = useText();
  const text = words.template;
  const area = useRef<HTMLTextAreaElement>(null);
  const [thinking, setThinking] = useState(false);
  const saved = useModels((models) => models.modelSettings[model.id]?.chatTemplate ?? null);
  const draft = useTemplateDrafts((drafts) => drafts[model.id] ?? null);
  const state = templateState(original, saved, draft);
  const { shown, failure } = useTemplatePreview(model.id, state.text, thinking, isLoaded);
  const isFaulty = shown?.source === state.text && shown.preview.problems.some(isError);
  const canSave = state.isUnsaved && !isFaulty;

  const change = (changed: string) =>
    setTemplateDraft(model.id, changed === (saved ?? original.original) ? null : changed);
  const save = () => {
    if (canSave) void saveTemplate(model.id, state.toSave);
  };
  const reset = () => {
    if (state.canReset) void resetTemplate(model.id);
  };
  const saveByKey = (event: KeyboardEvent) => {
    if (event.key !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    save();
  };

  return (
    <div className={styles.editor} onKeyDown={saveByKey}>
      <TextArea
        ref={area}
        label={text.editor}
        hint={text.hints[original.source]}
        className={styles.code}
        value={state.text}
        onChange={change}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
        translate="no"
        dir="ltr"
        rows={14}
      />
      {failure !== null && (
        <p role="alert" className={styles.errors}>
          {describeFailure(failure, words).detail}
        </p>
      )}
      <TemplateProblems
        problems={shown?.preview.problems ?? []}
        onGoToLine={(line) => area.current && goToLine(area.current, line)}
      />
      <div className={styles.actions}>
        {/* Not `disabled`, which would take the focus from the button that was just pressed. */}
        <Button size="small" variant="primary" aria-disabled={!canSave} onClick={save}>
          {text.save}
        </Button>
        <Button size="small" variant="quiet" aria-disabled={!state.canReset} onClick={reset}>
          {text.reset}
        </Button>
      </div>
      <TemplatePreview preview={shown?.preview ?? null} thinking={thinking} onThinking={setThinking} />
    </div>
  );
}
