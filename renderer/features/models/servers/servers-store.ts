import { create } from "zustand";
import type { AppSnapshot, EventMessage, RouteInput } from "../../../../shared/ipc/contract.ts";
import type { Failure, Result } from "../../../../shared/ipc/result.ts";
import type { RemoteServer } from "../../../../shared/models/remote-server.ts";
import { hostOf } from "../../../../shared/models/server-url.ts";
import { describeFailure } from "../../../i18n/describe-failure.ts";
import { getText } from "../../../i18n/i18n.ts";
import { request } from "../../../ipc/client.ts";
import { showFailure, showNews } from "../../../toasts.ts";

export interface ServersState {
  readonly servers: readonly RemoteServer[];
  /** Hosts of servers that the user has agreed to send messages to. */
  readonly acceptedHosts: readonly string[];
}

export const useServers = create<ServersState>(() => ({ servers: [], acceptedHosts: [] }));

export function receiveSnapshot({ servers, settings }: AppSnapshot): void {
  useServers.setState({ servers, acceptedHosts: settings.acceptedHosts });
}

export function receiveEvent(message: EventMessage): void {
  if (message.event === "servers.changed") useServers.setState({ servers: message.data });
  if (message.event === "settings.changed")
    useServers.setState({ acceptedHosts: message.data.acceptedHosts });
}

/**
 * Adds a server and connects to it. null: it could not be added. Whether the connection failed is its state.
 */
export async function addServer(server: RouteInput<"servers.add">): Promise<RemoteServer | null> {
  return received(await request("servers.add", server));
}

export async function updateServer(change: RouteInput<"servers.update">): Promise<RemoteServer | null> {
  return received(await request("servers.update", change));
}

export async function refreshServer(serverId: string): Promise<RemoteServer | null> {
  return received(await request("servers.refresh", { serverId }));
}

/** Connects again to the servers that could not be reached: they may be running by now. */
export function refreshFailed(): void {
  for (const { id, state } of useServers.getState().servers) {
    if (state.type === "failed") void refreshServer(id);
  }
}

export async function removeServer({ id: serverId, name }: RemoteServer): Promise<void> {
  const result = await request("servers.remove", { serverId });
  if (result.ok) showNews({ text: getText().servers.removed(name) });
  else report(result.error);
}

/** Remembers that messages may be sent to this server, so that Facet does not ask again. */
export async function acceptHost({ url }: RemoteServer): Promise<void> {
  const before = useServers.getState().acceptedHosts;
  const acceptedHosts = [...new Set([...before, hostOf(url)])];
  useServers.setState({ acceptedHosts });
  const result = await request("settings.update", { acceptedHosts });
  if (!result.ok) report(result.error);
}

function received(result: Result<RemoteServer>): RemoteServer | null {
  if (result.ok) return result.value;
  report(result.error);
  return null;
}

function report(failure: Failure): void {
  const { title, detail } = describeFailure(failure, getText());
  showFailure({ text: title, detail });
}
