import { create } from "zustand";
import type { RemoteModel, RemoteServer } from "../../../../shared/models/remote-server.ts";
import { hostOf, isOnThisComputer } from "../../../../shared/models/server-url.ts";
import { chooseModel } from "../models-store.ts";
import { acceptHost, useServers } from "./servers-store.ts";

/** A choice that waits for the user's agreement. */
export interface FirstUse {
  readonly server: RemoteServer;
  readonly model: RemoteModel;
  readonly conversationId: string | null;
}

export const useFirstUse = create<{ readonly asked: FirstUse | null }>(() => ({ asked: null }));

/**
 * Chooses a model on a server. Before the first message that would leave this computer for that host, a
 * dialog says so; it is asked once for each host.
 */
export function chooseRemoteModel(model: RemoteModel, conversationId: string | null): void {
  const { servers, acceptedHosts } = useServers.getState();
  const server = servers.find(({ id }) => id === model.serverId);
  if (!server) return;
  if (isOnThisComputer(server.url) || acceptedHosts.includes(hostOf(server.url))) {
    void chooseModel(model, conversationId);
  } else {
    useFirstUse.setState({ asked: { server, model, conversationId } });
  }
}

export async function acceptFirstUse(): Promise<void> {
  const { asked } = useFirstUse.getState();
  dismissFirstUse();
  if (asked === null) return;
  await acceptHost(asked.server);
  await chooseModel(asked.model, asked.conversationId);
}

export function dismissFirstUse(): void {
  useFirstUse.setState({ asked: null });
}
