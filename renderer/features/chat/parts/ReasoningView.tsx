import { useId } from "react";
import type { ReasoningPart } from "../../../../shared/chat/message-part.ts";
import { formatThinkingTime } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Chevron } from "../../../ui/Chevron.tsx";
import { classNames } from "../../../ui/class-names.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { Markdown } from "../../../ui/markdown/Markdown.tsx";
import { useChat } from "../state/chat-store.ts";
import { openReasoning } from "../state/reasoning-actions.ts";
import { AnswerNowButton } from "./AnswerNowButton.tsx";
import type { PartViewPropsOf } from "./part-view-props.ts";
import styles from "./ReasoningView.module.css";
import { useReasoningTime } from "./use-reasoning-time.ts";

/**
 * The model's reasoning. While it is generated, its last lines scroll in a small window, which closes when
 * the reasoning ends unless the user has opened it.
 */
export function ReasoningView({ part, messageId }: PartViewPropsOf<"reasoning">) {
  const panelId = useId();
  const choice = useChat((state) => state.reasoningOpen[part.id]);
  const isReasoning = part.status === "streaming";
  const wantsOpen = choice ?? part.isOpen === true;
  const isOpen = wantsOpen || (isReasoning && choice === undefined);
  return (
    <div>
      <div className={styles.head}>
        <button
          type="button"
          className={styles.line}
          aria-expanded={isOpen}
          aria-controls={isOpen ? panelId : undefined}
          onClick={() => void openReasoning(messageId, part, !isOpen)}
        >
          <span className={classNames(styles.mark, isReasoning && styles.moving)}>
            <Icon name="thinking" size={16} />
          </span>
          <Heading part={part} messageId={messageId} />
          <Chevron isOpen={isOpen} />
        </button>
        {isReasoning && <AnswerNowButton messageId={messageId} />}
      </div>
      {isOpen && (
        <div
          id={panelId}
          className={classNames(
            styles.panel,
            !wantsOpen && styles.window,
            !wantsOpen && isTallerThanWindow(part.text) && styles.fading,
          )}
        >
          <div className={styles.text}>
            <Markdown text={part.text} isGrowing={isReasoning} />
          </div>
        </div>
      )}
    </div>
  );
}

interface HeadingProps {
  readonly part: ReasoningPart;
  readonly messageId: string;
}

function Heading({ part, messageId }: HeadingProps) {
  const { chat: text, parts } = useText();
  const language = useLanguage();
  const liveMs = useReasoningTime(messageId, part.status === "streaming");
  const durationMs = part.durationMs ?? liveMs;
  const duration = durationMs === null ? null : formatThinkingTime(durationMs, language);
  const words = duration === null ? text.reasoning : text.reasoningFor(duration);
  return part.isCutShort ? parts.cutShort(words) : words;
}

/** Estimates whether the text is taller than the small window, to decide whether its upper edge fades. */
function isTallerThanWindow(text: string): boolean {
  return text.length > 600 || text.split("\n", 7).length > 6;
}
