import { useId } from "react";
import type { Message, ThoughtPart } from "../../../../shared/chat/message.ts";
import { formatThinkingTime } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { classNames } from "../../../ui/class-names.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { Markdown } from "../../../ui/markdown/Markdown.tsx";
import { openReasoning } from "../state/chat-actions.ts";
import { useChat } from "../state/chat-store.ts";
import styles from "./Reasoning.module.css";
import { useThinkingTime } from "./use-thinking-time.ts";

export interface ReasoningProps {
  readonly message: Message;
  readonly thought: ThoughtPart;
}

/**
 * The model's reasoning. While it is generated, its last lines scroll in a small window, which closes when
 * the answer begins unless the user has opened it.
 */
export function Reasoning({ message, thought }: ReasoningProps) {
  const text = useText().chat;
  const language = useLanguage();
  const panelId = useId();
  const choice = useChat((state) => state.reasoningOpen[message.id]);
  const isStreaming = message.status.type === "streaming";
  const isThinking = isStreaming && thought.durationMs === null && message.parts.at(-1) === thought;
  const wantsOpen = choice ?? message.isReasoningOpen;
  const isOpen = wantsOpen || (isThinking && choice === undefined);
  const liveMs = useThinkingTime(message.id, isThinking);
  const durationMs = thought.durationMs ?? liveMs;
  const duration = durationMs === null ? null : formatThinkingTime(durationMs, language);
  return (
    <div className={styles.reasoning}>
      <button
        type="button"
        className={styles.line}
        aria-expanded={isOpen}
        aria-controls={isOpen ? panelId : undefined}
        onClick={() => void openReasoning(message, !isOpen)}
      >
        <span className={classNames(styles.mark, isThinking && styles.moving)}>
          <Icon name="thinking" size={16} />
        </span>
        {duration === null ? text.reasoning : text.reasoningFor(duration)}
        <span className={classNames(styles.chevron, isOpen && styles.down)}>
          <Icon name="chevronRight" size={16} />
        </span>
      </button>
      {isOpen && (
        <div
          id={panelId}
          className={classNames(
            styles.panel,
            !wantsOpen && styles.window,
            !wantsOpen && isTallerThanWindow(thought.text) && styles.fading,
          )}
        >
          <div className={styles.thought}>
            <Markdown text={thought.text} isGrowing={isThinking} />
          </div>
        </div>
      )}
    </div>
  );
}

/** Estimates whether the text is taller than the small window, to decide whether its upper edge fades. */
function isTallerThanWindow(text: string): boolean {
  return text.length > 600 || text.split("\n", 7).length > 6;
}
