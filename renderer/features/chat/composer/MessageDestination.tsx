import { use } from "react";
import type { RemoteServer } from "../../../../shared/models/remote-server.ts";
import { whyUnusable } from "../../../../shared/models/unusable-server.ts";
import { hostOf, isOnThisComputer } from "../../../../shared/models/server-url.ts";
import { useText } from "../../../i18n/i18n.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { ChatHostContext } from "../chat-host.ts";
import { useRemoteModel } from "../state/use-remote-model.ts";
import styles from "./MessageDestination.module.css";

/**
 * Says where the messages to a model on a server go, or why they can't go there at the moment and what to do.
 */
export function MessageDestination({ id }: { readonly id: string }) {
  const text = useText();
  const host = use(ChatHostContext);
  const server = useRemoteModel()?.server;
  if (!server) return null;
  const trouble = whyUnusable(server.state);
  return (
    <div role={trouble === null ? undefined : "status"} className={styles.line}>
      <Icon name={trouble === null ? "server" : "alert"} size={16} />
      <p id={id} className={styles.words}>
        {wordsOf(server, text.servers)}
      </p>
      {trouble === "unreachable" && (
        <Button size="small" onClick={() => host.onRetryServer(server.id)}>
          {text.common.retry}
        </Button>
      )}
      {(trouble === "locked" || trouble === "other") && (
        <Button size="small" onClick={host.onOpenServers}>
          {text.servers.openModels}
        </Button>
      )}
    </div>
  );
}

function wordsOf({ url, state }: RemoteServer, text: MessageCatalog["servers"]): string {
  const host = hostOf(url);
  switch (whyUnusable(state)) {
    case "unreachable":
      return text.cannotReach(host);
    case "locked":
      return text.needsKey(host);
    case "other":
      return text.cannotUse(host);
    case null:
      if (state.type === "loading") return text.stillLoading(host);
      return isOnThisComputer(url) ? text.goesToProgram(host) : text.goesTo(host);
  }
}
