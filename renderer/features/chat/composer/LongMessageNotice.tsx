import { use, useDeferredValue, useMemo } from "react";
import type { ChatSettings } from "../../../../shared/chat/chat-settings.ts";
import { estimateTextTokens } from "../../../../shared/inference/estimate-text-tokens.ts";
import { formatNumber } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { ChatHostContext } from "../chat-host.ts";
import { Notice } from "../Notice.tsx";
import { useDrafts } from "../state/drafts.ts";

export interface LongMessageNoticeProps {
  readonly draftKey: string;
  readonly settings: ChatSettings;
  readonly onOptions: () => void;
}

/** Says before it is sent that the text of a message can't fit; the attachments say it themselves. */
export function LongMessageNotice({ draftKey, settings, onOptions }: LongMessageNoticeProps) {
  const text = useText().chat;
  const language = useLanguage();
  const { media } = use(ChatHostContext);
  const { contextSizeTokens: size } = media;
  const attached = media.useTokens(draftKey);
  const draft = useDeferredValue(useDrafts((state) => state.texts[draftKey] ?? ""));
  const ownTokens = useMemo(
    () => estimateTextTokens(draft) + estimateTextTokens(settings.systemPrompt),
    [draft, settings.systemPrompt],
  );
  const tokens = ownTokens + attached;
  if (size === null || attached >= size || tokens < size) return null;
  const number = (value: number) => formatNumber(value, language);
  const { title, detail } = text.longMessage;
  return (
    <Notice tone="news" title={title} detail={detail(number(tokens), number(size))} isAlert>
      <Button size="small" icon="settings" onClick={onOptions}>
        {text.chatOptions}
      </Button>
    </Notice>
  );
}
