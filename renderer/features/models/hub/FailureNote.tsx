import type { ReactNode } from "react";
import type { Failure } from "../../../../shared/ipc/result.ts";
import { describeFailure } from "../../../i18n/describe-failure.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import styles from "./FailureNote.module.css";
import { MirrorLink } from "./MirrorLink.tsx";

export interface FailureNoteProps {
  readonly failure: Failure;
  /** Left out where another button tries again. */
  readonly onRetry?: () => void;
  /** Another action button. */
  readonly children?: ReactNode;
}

/** Describes why a request to the hub failed, with a retry button if a retry may help. */
export function FailureNote({ failure, onRetry, children }: FailureNoteProps) {
  const text = useText();
  const { title, detail, action } = describeFailure(failure, text);
  return (
    <div role="alert" className={styles.note}>
      <div>
        <p className={styles.title}>{title}</p>
        <p>{detail}</p>
        {failure.code === "hub-offline" && <MirrorLink />}
      </div>
      {action?.kind === "retry" && onRetry && (
        <Button size="small" onClick={onRetry}>
          {action.label}
        </Button>
      )}
      {children}
    </div>
  );
}
