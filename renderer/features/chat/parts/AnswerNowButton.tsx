import type { MessageId } from "../../../../shared/chat/message.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { focusComposer } from "../composer/focus-composer.ts";
import { useRun } from "../state/message-subscription.ts";
import { useRemoteModel } from "../state/use-remote-model.ts";
import { answerNow } from "../state/reasoning-actions.ts";

/** Ends the reasoning of a reply early, where its server can do that. */
export function AnswerNowButton({ messageId }: { readonly messageId: MessageId }) {
  const text = useText().parts;
  const run = useRun(messageId)?.run;
  const remote = useRemoteModel();
  if (run?.phase.type !== "reasoning" || (remote && remote.model?.canEndReasoning !== true)) return null;
  const press = () => {
    // The button disappears with the reasoning, so focus moves to the message box.
    focusComposer();
    void answerNow(run.runId);
  };
  return (
    <Button size="small" title={text.answerNowHint} onClick={press}>
      {text.answerNow}
    </Button>
  );
}
