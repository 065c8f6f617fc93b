import { use, useState } from "react";
import type { Message } from "../../../../shared/chat/message.ts";
import type { Failure } from "../../../../shared/ipc/result.ts";
import { describeFailure } from "../../../i18n/describe-failure.ts";
import { useText } from "../../../i18n/i18n.ts";
import { startNewChat } from "../../../navigation.ts";
import { Button } from "../../../ui/Button.tsx";
import { ChatHostContext } from "../chat-host.ts";
import { ChatOptionsDialog } from "../composer/ChatOptionsDialog.tsx";
import { Notice } from "../Notice.tsx";
import { editMessage } from "../state/chat-actions.ts";
import { useMessage } from "../state/message-subscription.ts";
import { useChatSettings } from "../state/selectors.ts";

export interface TooLongNoticeProps {
  readonly message: Message;
  readonly error: Failure;
  readonly isLast: boolean;
}

/** The chat does not fit into the context window. A retry would fail again, so other actions are offered. */
export function TooLongNotice({ message, error, isLast }: TooLongNoticeProps) {
  const text = useText();
  const { models, newChat } = use(ChatHostContext);
  const settings = useChatSettings(newChat);
  const question = useMessage(message.parentId ?? "");
  const [hasOptions, setHasOptions] = useState(false);
  const trainedTokens = models.find(({ name }) => name === message.modelName)?.contextLength ?? null;
  const { title, detail } = describeFailure({ ...error, data: { ...error.data, trainedTokens } }, text);
  return (
    <>
      <Notice tone="failure" title={title} detail={detail} isAlert={isLast}>
        {question && (
          <Button size="small" variant="primary" icon="edit" onClick={() => editMessage(question)}>
            {text.chat.edit}
          </Button>
        )}
        <Button size="small" icon="newChat" onClick={startNewChat}>
          {text.common.newChat}
        </Button>
        <Button size="small" icon="settings" onClick={() => setHasOptions(true)}>
          {text.chat.chatOptions}
        </Button>
      </Notice>
      {hasOptions && <ChatOptionsDialog settings={settings} onClose={() => setHasOptions(false)} />}
    </>
  );
}
