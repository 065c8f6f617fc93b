import { describeFailure } from "../../../i18n/describe-failure.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import styles from "./ChatTemplate.module.css";
import { TemplateEditor, type TemplateEditorProps } from "./TemplateEditor.tsx";
import { useOriginalTemplate } from "./use-original-template.ts";

export type LoadedTemplateEditorProps = Omit<TemplateEditorProps, "original">;

/** The editor once the template has been read from the model's file. */
export function LoadedTemplateEditor({ model, isLoaded }: LoadedTemplateEditorProps) {
  const text = useText();
  const { result, retry } = useOriginalTemplate(model.id);
  if (result === null) {
    return (
      <p role="status" className={styles.hint}>
        {text.common.loading}
      </p>
    );
  }
  if (!result.ok) {
    return (
      <div role="alert" className={styles.errors}>
        <p>{describeFailure(result.error, text).detail}</p>
        <Button size="small" onClick={retry}>
          {text.common.retry}
        </Button>
      </div>
    );
  }
  return <TemplateEditor model={model} isLoaded={isLoaded} original={result.value} />;
}
