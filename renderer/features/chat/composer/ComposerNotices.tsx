import { use } from "react";
import { describeFailure } from "../../../i18n/describe-failure.ts";
import { useText } from "../../../i18n/i18n.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";
import { Button } from "../../../ui/Button.tsx";
import { MiddleCut } from "../../../ui/MiddleCut.tsx";
import { ChatHostContext } from "../chat-host.ts";
import { Notice } from "../Notice.tsx";
import { switchModel } from "../state/chat-actions.ts";
import { useChat } from "../state/chat-store.ts";
import { useConversationId } from "../state/selectors.ts";
import { useRemoteModel } from "../state/use-remote-model.ts";
import { useMissingModel, type MissingModel } from "./use-missing-model.ts";

/** Problems that prevent sending, each with an action. */
export function ComposerNotices({ onRetry }: { readonly onRetry: () => void }) {
  const text = useText();
  const host = use(ChatHostContext);
  const missing = useMissingModel();
  const failure = useChat((state) => state.sendFailure);
  const conversationId = useConversationId();
  const words = failure && describeFailure(failure, text);
  const remote = useRemoteModel();
  const choose = (
    <Button size="small" icon="model" onClick={host.onChooseModel}>
      {text.chat.chooseModel}
    </Button>
  );
  if (missing !== null) {
    const { replacement } = missing;
    return (
      <Notice tone="failure" {...missingWords(missing, text)} isAlert>
        {conversationId !== null && replacement && (
          <Button size="small" variant="primary" onClick={() => void switchModel(replacement)}>
            <MiddleCut text={text.chat.useInstead(replacement.name)} />
          </Button>
        )}
        {missing.gone === "server" && (
          <Button size="small" icon="server" onClick={host.onOpenServers}>
            {text.servers.openModels}
          </Button>
        )}
        {missing.gone === "on-server" && remote && (
          <Button size="small" icon="regenerate" onClick={() => host.onRetryServer(remote.server.id)}>
            {text.servers.refresh}
          </Button>
        )}
        {choose}
      </Notice>
    );
  }
  if (words === null) return null;
  return (
    <Notice tone="failure" title={`${text.chat.notSent}: ${words.title}`} detail={words.detail} isAlert>
      {words.action?.kind === "choose-model" && choose}
      <Button size="small" icon="regenerate" onClick={onRetry}>
        {text.chat.retry}
      </Button>
    </Notice>
  );
}

function missingWords(
  { gone, name, serverName }: MissingModel,
  { chat, servers }: MessageCatalog,
): { readonly title: string; readonly detail: string } {
  switch (gone) {
    case "file":
      return { title: chat.modelGone(name), detail: chat.modelGoneDetail };
    case "server":
      return { title: servers.removedTitle(name), detail: servers.removedDetail };
    case "on-server":
      return { title: servers.unlistedTitle(name, serverName), detail: servers.unlistedDetail };
  }
}
