import { memo, use } from "react";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { classNames } from "../../../ui/class-names.ts";
import { focusAfterRemoval } from "./focus-after-removal.ts";
import { IconButton } from "../../../ui/IconButton.tsx";
import { MiddleCut } from "../../../ui/MiddleCut.tsx";
import { ProgressBar } from "../../../ui/ProgressBar.tsx";
import { MediaHostContext } from "../media-host.ts";
import { attachmentOf, type AttachmentItem } from "../state/attachment-item.ts";
import { retryItem } from "../state/attachments.ts";
import { removeItem } from "../state/prepare-item.ts";
import styles from "./AttachmentCard.module.css";
import { CardFacts } from "./CardFacts.tsx";
import { CardMenu } from "./CardMenu.tsx";
import { CardTrouble } from "./CardTrouble.tsx";
import { ChoosePages } from "./ChoosePages.tsx";
import { ChoosePart } from "./ChoosePart.tsx";
import { describeTrouble } from "./describe-trouble.ts";
import { Thumbnail } from "./Thumbnail.tsx";
import type { Reordering } from "./use-reordering.ts";

export interface AttachmentCardProps {
  readonly draftKey: string;
  readonly item: AttachmentItem;
  readonly index: number;
  readonly count: number;
  readonly reordering: Reordering;
}

/** Memoized so that progress re-renders one card only; up to forty may be in preparation. */
export const AttachmentCard = memo(function AttachmentCard({
  draftKey,
  item,
  index,
  count,
  reordering,
}: AttachmentCardProps) {
  const text = useText();
  const { onAddModel } = use(MediaHostContext);
  const { state } = item;
  const name = attachmentOf(item)?.name ?? item.name;
  const trouble = state.type === "failed" ? describeTrouble(state.failure, text) : null;
  return (
    <li
      className={classNames(styles.card, trouble && styles.failed)}
      aria-label={name}
      aria-busy={state.type === "preparing"}
      {...reordering.cardProps(item.id)}
    >
      <Thumbnail item={item} />
      <div className={styles.words}>
        <div className={styles.name}>
          <MiddleCut text={name} />
        </div>
        {state.type === "preparing" && (
          <ProgressBar
            label={text.media.preparing(name)}
            value={state.progress}
            className={styles.progress}
          />
        )}
        {state.type === "choosing" && (
          <ChoosePages draftKey={draftKey} item={item} file={state.file} pageCount={state.pageCount} />
        )}
        {state.type === "ready" && <CardFacts item={item} attachment={state.attachment} />}
        <ChoosePart draftKey={draftKey} item={item} />
        {trouble && <CardTrouble words={trouble} />}
      </div>
      <div className={styles.tools}>
        {trouble?.canRetry === true && (
          <Button
            size="small"
            icon="regenerate"
            aria-label={text.media.retry(name)}
            onClick={() => retryItem(draftKey, item.id)}
          >
            {text.common.retry}
          </Button>
        )}
        {trouble?.isModel === true && (
          <Button size="small" onClick={onAddModel}>
            {text.media.addModel}
          </Button>
        )}
        {!trouble && <CardMenu draftKey={draftKey} item={item} index={index} count={count} />}
        <IconButton
          size="small"
          icon="close"
          label={text.media.remove(name)}
          onClick={(event) => {
            focusAfterRemoval(event.currentTarget);
            removeItem(draftKey, item.id);
          }}
        />
      </div>
    </li>
  );
});
