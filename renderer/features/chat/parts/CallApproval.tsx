import { useEffect, useId, useState, type KeyboardEvent } from "react";
import type { ToolCallPart } from "../../../../shared/chat/message-part.ts";
import type { RouteInput } from "../../../../shared/ipc/contract.ts";
import { useText } from "../../../i18n/i18n.ts";
import { isThisComputer } from "../../../this-computer.ts";
import { announce } from "../../../ui/announcer.ts";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { TextField } from "../../../ui/TextField.tsx";
import { focusComposer } from "../composer/focus-composer.ts";
import { decideCall } from "../state/tool-actions.ts";
import styles from "./CallApproval.module.css";

export interface CallApprovalProps {
  readonly part: ToolCallPart;
  readonly title: string;
}

/** Asks the user whether a call may be made. It is announced, and the focus stays where it is. */
export function CallApproval({ part, title }: CallApprovalProps) {
  const text = useText().tools;
  const [words, setWords] = useState("");
  const [isDecided, setIsDecided] = useState(false);
  const questionId = useId();
  const news = text.approvalNeeded(title);
  useEffect(() => announce(news), [news]);

  const decide = async (decision: RouteInput<"tools.decide">["decision"]) => {
    if (isDecided) return;
    setIsDecided(true);
    // The buttons disappear with the decision, so focus moves to the message box.
    focusComposer();
    if (!(await decideCall(part.id, decision))) setIsDecided(false);
  };
  const allow = (scope: "once" | "chat" | "always") => () => void decide({ type: "allow", scope });
  const deny = () => void decide({ type: "deny", words });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.nativeEvent.isComposing) deny();
  };

  return (
    <div className={styles.approval}>
      <p id={questionId} className={styles.question}>
        {text.asks[part.tool?.access ?? "runs"]}
      </p>
      {part.askedBecause === "untrusted-text" && (
        <p className={styles.warning}>
          <Icon name="alert" size={16} />
          <span>{text.asksUntrusted}</span>
        </p>
      )}
      <div role="group" aria-labelledby={questionId} className={styles.buttons}>
        <Button size="small" variant="primary" aria-disabled={isDecided} onClick={allow("once")}>
          {text.allowOnce}
        </Button>
        <Button size="small" aria-disabled={isDecided} onClick={allow("chat")}>
          {text.allowInChat}
        </Button>
        {isThisComputer() && (
          <Button size="small" aria-disabled={isDecided} onClick={allow("always")}>
            {text.allowAlways}
          </Button>
        )}
        <Button size="small" aria-disabled={isDecided} onClick={deny}>
          {text.deny}
        </Button>
      </div>
      <TextField
        type="text"
        label={text.denyWords}
        placeholder={text.denyPlaceholder}
        value={words}
        onChange={setWords}
        onKeyDown={onKeyDown}
        maxLength={2000}
      />
    </div>
  );
}
