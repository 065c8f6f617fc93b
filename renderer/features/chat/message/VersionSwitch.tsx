import type { KeyboardEvent } from "react";
import type { MessageId } from "../../../../shared/chat/message.ts";
import { useText } from "../../../i18n/i18n.ts";
import { IconButton } from "../../../ui/IconButton.tsx";
import { showAlternative } from "../state/chat-actions.ts";
import styles from "./Message.module.css";

export interface Versions {
  readonly position: number;
  readonly count: number;
  readonly previousId: MessageId | null;
  readonly nextId: MessageId | null;
}

/**
 * Switches between the versions of a message, also with arrow keys. Renders nothing when there is only one.
 */
export function VersionSwitch({ position, count, previousId, nextId }: Versions) {
  const text = useText().chat;
  if (count < 2) return null;
  const show = (id: MessageId | null) => {
    if (id !== null) void showAlternative(id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    show(event.key === "ArrowLeft" ? previousId : nextId);
  };
  return (
    <div
      role="group"
      aria-label={text.version(position, count)}
      className={styles.versions}
      onKeyDown={onKeyDown}
    >
      <IconButton
        size="small"
        icon="chevronLeft"
        label={text.earlierVersion}
        aria-disabled={previousId === null}
        onClick={() => show(previousId)}
      />
      <span aria-hidden="true">{text.versionShort(position, count)}</span>
      <IconButton
        size="small"
        icon="chevronRight"
        label={text.laterVersion}
        aria-disabled={nextId === null}
        onClick={() => show(nextId)}
      />
    </div>
  );
}
