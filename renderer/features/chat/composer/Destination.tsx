import { use } from "react";
import type { RemoteServer } from "../../../../shared/models/remote-server.ts";
import { hostOf, isOnThisComputer } from "../../../../shared/models/server-url.ts";
import { describeFailure } from "../../../i18n/describe-failure.ts";
import { useText, type MessageCatalog } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { ChatHostContext } from "../chat-host.ts";
import { useRemoteModel } from "../state/use-remote-model.ts";
import styles from "./Destination.module.css";

/** Says where the messages to a model on a server go, or why they can't go there at the moment. */
export function Destination({ id }: { readonly id: string }) {
  const text = useText();
  const host = use(ChatHostContext);
  const server = useRemoteModel()?.server;
  if (!server) return null;
  const { state } = server;
  if (state.type !== "failed") {
    return (
      <p id={id} className={styles.line}>
        <Icon name="server" size={16} />
        {words(server, text.servers)}
      </p>
    );
  }
  const { title, detail, action } = describeFailure(state.error, text);
  return (
    <div role="status" className={styles.line}>
      <Icon name="alert" size={16} />
      <p id={id} className={styles.words}>
        <strong>{title}.</strong> {detail}
      </p>
      {action?.kind === "open-servers" ? (
        <Button size="small" onClick={host.onOpenServers}>
          {action.label}
        </Button>
      ) : (
        <Button size="small" onClick={() => host.onRetryServer(server.id)}>
          {text.common.retry}
        </Button>
      )}
    </div>
  );
}

function words({ url, state }: RemoteServer, text: MessageCatalog["servers"]): string {
  const host = hostOf(url);
  if (state.type === "loading") return text.stillLoading(host);
  return isOnThisComputer(url) ? text.goesToProgram(host) : text.goesTo(host);
}
