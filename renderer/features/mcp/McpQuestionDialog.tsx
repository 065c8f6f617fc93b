import { useState, type SubmitEvent } from "react";
import type { McpContent, McpField, McpQuestion } from "../../../shared/tools/mcp/mcp-question.ts";
import { useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { answersOf, fieldProblem, initialContent, looksSecret } from "./form-content.ts";
import styles from "./Mcp.module.css";
import { McpFormField } from "./McpFormField.tsx";
import { answerQuestion, useMcp } from "./mcp-store.ts";

/** The form of a server that asks in the middle of a call; one at a time. */
export function McpQuestionDialog() {
  const question = useMcp((state) => state.questions[0]);
  return question ? <QuestionForm key={question.id} question={question} /> : null;
}

function QuestionForm({ question: { id, serverName, form } }: { readonly question: McpQuestion }) {
  const words = useText().mcp;
  const formId = `mcp-question-${id}`;
  const [content, setContent] = useState<McpContent>(() => initialContent(form));
  const [isChecked, setIsChecked] = useState(false);
  const problemOf = (field: McpField) => fieldProblem(field, content[field.name], words.fieldWrong);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (form.fields.some((field) => problemOf(field) !== null)) return;
    void answerQuestion(id, { action: "accept", content: answersOf(form, content) });
  };
  const change = ({ name }: McpField, value: McpContent[string] | undefined) => {
    const { [name]: _, ...others } = content;
    setContent(value === undefined ? others : { ...others, [name]: value });
  };
  return (
    <Dialog
      title={words.asks(serverName)}
      onClose={() => void answerQuestion(id, { action: "cancel" })}
      footer={
        <>
          <Button onClick={() => void answerQuestion(id, { action: "decline" })}>{words.decline}</Button>
          <Button type="submit" form={formId} variant="primary">
            {words.answer}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={submit} noValidate>
        <p className={styles.fine}>{words.asksHint(serverName)}</p>
        {form.fields.some(looksSecret) && (
          <p role="alert" className={styles.warning}>
            {words.asksSecret}
          </p>
        )}
        <p className={styles.paragraph}>{form.message}</p>
        {form.fields.map((field) => (
          <McpFormField
            key={field.name}
            field={field}
            value={content[field.name]}
            problem={isChecked ? problemOf(field) : null}
            onChange={(value) => change(field, value)}
          />
        ))}
      </form>
    </Dialog>
  );
}
