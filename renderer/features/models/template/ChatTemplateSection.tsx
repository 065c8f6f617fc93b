import { useId, useState } from "react";
import { useText } from "../../../i18n/i18n.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { useModels } from "../models-store.ts";
import styles from "./ChatTemplate.module.css";
import { LoadedTemplateEditor, type LoadedTemplateEditorProps } from "./LoadedTemplateEditor.tsx";
import { useTemplateDrafts } from "./template-drafts.ts";

/** The chat template in a model's settings: closed at first, because few people need it. */
export function ChatTemplateSection({ model, isLoaded }: LoadedTemplateEditorProps) {
  const text = useText().template;
  const [isOpen, setIsOpen] = useState(false);
  const isEdited = useModels((state) => (state.modelSettings[model.id]?.chatTemplate ?? null) !== null);
  const isUnsaved = useTemplateDrafts((drafts) => model.id in drafts);
  const panelId = useId();
  return (
    <section className={styles.section} aria-label={text.title}>
      <div className={styles.head}>
        <button
          type="button"
          className={styles.disclosure}
          aria-expanded={isOpen}
          aria-controls={isOpen ? panelId : undefined}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Icon name={isOpen ? "chevronDown" : "chevronRight"} size={16} />
          {text.title}
        </button>
        {isEdited && <span className={styles.badge}>{text.edited}</span>}
        {isUnsaved && <span className={styles.badge}>{text.unsaved}</span>}
      </div>
      {isOpen && (
        <div id={panelId} className={styles.panel}>
          <LoadedTemplateEditor model={model} isLoaded={isLoaded} />
        </div>
      )}
    </section>
  );
}
