import { use, useState } from "react";
import { wholeText } from "../../../../shared/documents/document-text.ts";
import { estimateTextTokens } from "../../../../shared/inference/estimate-text-tokens.ts";
import { formatNumber } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { NumberField } from "../../../ui/NumberField.tsx";
import { totalTokens } from "../attachment-tokens.ts";
import { MediaHostContext } from "../media-host.ts";
import { attachmentOf, type AttachmentItem } from "../state/attachment-item.ts";
import { useItems } from "../state/attachment-list.ts";
import { chooseTextRange } from "../state/attachments.ts";
import { countFitting, roomFor } from "./fitting-parts.ts";
import styles from "./PartDialog.module.css";

export interface PartDialogProps {
  readonly draftKey: string;
  readonly item: AttachmentItem;
  readonly onClose: () => void;
}

/** Asks which part of a text to attach; at first, as much as fits. */
export function PartDialog({ draftKey, item, onClose }: PartDialogProps) {
  const text = useText();
  const words = text.media.parts;
  const language = useLanguage();
  const { contextSizeTokens } = use(MediaHostContext);
  const others = useItems(draftKey)
    .filter(({ id }) => id !== item.id)
    .map(attachmentOf)
    .filter((each) => each !== null);
  const { state } = item;
  const whole = state.type === "ready" ? state.whole : undefined;
  const room = contextSizeTokens === null ? null : roomFor(contextSizeTokens, totalTokens(others).tokens);
  const fitting = (first: number) =>
    whole === undefined || room === null ? Infinity : countFitting(whole, first, room);
  const count = whole?.parts.length ?? 1;
  const [range, setRange] = useState(() => {
    const chosen = state.type === "ready" ? state.range : undefined;
    return chosen ?? { first: 0, last: Math.min(count, fitting(0)) - 1 };
  });
  if (whole === undefined) return null;
  const chosenParts = whole.parts.slice(range.first, range.last + 1);
  const tokens = estimateTextTokens(wholeText({ parts: chosenParts }));
  const number = (value: number) => formatNumber(value, language);
  const isTooMuch = room !== null && tokens > room;
  const limits = { min: 1, max: count, isWhole: true } as const;
  const titles = [chosenParts[0], chosenParts.at(-1)].map((part) => part?.title ?? "");
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button
            variant="primary"
            onClick={() => {
              chooseTextRange(draftKey, item.id, range);
              onClose();
            }}
          >
            {words.attach}
          </Button>
        </>
      }
    >
      <p className={styles.scope}>{words.scope(item.name, number(count))}</p>
      <div className={styles.range}>
        <NumberField
          label={words.from}
          value={range.first + 1}
          invalidText={words.range(number(1), number(count))}
          {...limits}
          onChange={(value) => {
            const first = (value ?? 1) - 1;
            setRange({ first, last: Math.max(first, range.last) });
          }}
        />
        <NumberField
          label={words.to}
          value={range.last + 1}
          invalidText={words.range(number(1), number(count))}
          {...limits}
          onChange={(value) => {
            const last = (value ?? 1) - 1;
            setRange({ first: Math.min(range.first, last), last });
          }}
        />
        {room !== null && (
          <Button
            onClick={() =>
              setRange({
                first: range.first,
                last: Math.min(count, range.first + fitting(range.first)) - 1,
              })
            }
          >
            {words.asMuchAsFits}
          </Button>
        )}
      </div>
      {titles[0] !== "" && <p className={styles.scope}>{[...new Set(titles)].join(" – ")}</p>}
      <p role="status" className={isTooMuch ? styles.tooMuch : styles.scope}>
        {room === null
          ? text.media.aboutTokens(number(tokens))
          : words.tokensOf(number(tokens), number(room))}
      </p>
    </Dialog>
  );
}
