import { use } from "react";
import { imageBudgets } from "../../../../shared/media/image-budget.ts";
import { textEncodings } from "../../../../shared/text/encodings.ts";
import { useText } from "../../../i18n/i18n.ts";
import { announce } from "../../../ui/announcer.ts";
import { IconButton } from "../../../ui/IconButton.tsx";
import { Menu, MenuItem, MenuSeparator } from "../../../ui/Menu.tsx";
import { MediaHostContext } from "../media-host.ts";
import { attachmentOf, type AttachmentItem } from "../state/attachment-item.ts";
import { chooseBudget, chooseEncoding, moveItem, offerPages } from "../state/attachments.ts";
import { BudgetWords } from "./BudgetWords.tsx";

export interface CardMenuProps {
  readonly draftKey: string;
  readonly item: AttachmentItem;
  readonly index: number;
  readonly count: number;
}

/** Menu to choose an image's budget or the encoding of a text, and to reorder the attachments. */
export function CardMenu({ draftKey, item, index, count }: CardMenuProps) {
  const text = useText().media;
  const { onWantTimes } = use(MediaHostContext);
  const attachment = attachmentOf(item);
  const isImage = attachment?.type === "media" && attachment.kind === "image";
  const encoding = attachment?.type === "file" ? attachment.encoding : undefined;
  const hasPages = item.state.type === "ready" && item.state.pageCount !== undefined;
  const canMove = count > 1;
  if (!isImage && encoding === undefined && !hasPages && !canMove) return null;
  const { name } = item;
  const move = (to: number) => {
    moveItem(draftKey, item.id, to);
    announce(text.movedTo(name, to + 1, count));
  };
  return (
    <Menu
      label={text.optionsOf(name)}
      placement="above-end"
      onOpenChange={(isOpen) => {
        if (isOpen && isImage) onWantTimes();
      }}
      trigger={(props) => <IconButton size="small" icon="more" label={text.optionsOf(name)} {...props} />}
    >
      {isImage &&
        ([null, ...imageBudgets] as const).map((budget) => (
          <MenuItem
            key={budget}
            isChosen={item.budget === budget}
            onSelect={() => chooseBudget(draftKey, item.id, budget)}
          >
            <BudgetWords budget={budget} />
          </MenuItem>
        ))}
      {encoding !== undefined &&
        textEncodings.map((each) => (
          <MenuItem
            key={each}
            isChosen={each === encoding}
            onSelect={() => chooseEncoding(draftKey, item.id, each)}
          >
            {text.encodings[each]}
          </MenuItem>
        ))}
      {hasPages && (
        <MenuItem icon="image" onSelect={() => offerPages(draftKey, item.id)}>
          {text.pages.asImages}
        </MenuItem>
      )}
      {(isImage || encoding !== undefined || hasPages) && canMove && <MenuSeparator />}
      {canMove && (
        <>
          <MenuItem icon="chevronLeft" isDisabled={index === 0} onSelect={() => move(index - 1)}>
            {text.moveEarlier}
          </MenuItem>
          <MenuItem icon="chevronRight" isDisabled={index === count - 1} onSelect={() => move(index + 1)}>
            {text.moveLater}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
