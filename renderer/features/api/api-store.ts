import { create } from "zustand";
import type { ApiRequestEntry } from "../../../shared/api/api-request.ts";
import { usualApiPort, type LocalServer } from "../../../shared/api/local-server.ts";
import type { AppSnapshot, EventMessage, RouteInput } from "../../../shared/ipc/contract.ts";
import type { Failure } from "../../../shared/ipc/result.ts";
import { describeFailure } from "../../i18n/describe-failure.ts";
import { getText } from "../../i18n/i18n.ts";
import { request } from "../../ipc/client.ts";
import { showFailure } from "../../toasts.ts";

export interface ApiState {
  readonly server: LocalServer;
  /** Newest first. */
  readonly requests: readonly ApiRequestEntry[];
}

export const useApi = create<ApiState>(() => ({
  server: {
    isOn: false,
    port: usualApiPort,
    state: { type: "off" },
    keys: [],
    allowedOrigins: [],
    fetchesImages: false,
    sharesTools: false,
  },
  requests: [],
}));

export function receiveSnapshot({ localServer, apiRequests }: AppSnapshot): void {
  useApi.setState({ server: localServer, requests: apiRequests });
}

export function receiveEvent(message: EventMessage): void {
  if (message.event === "api.changed") useApi.setState({ server: message.data });
  if (message.event === "api.requestsChanged") useApi.setState({ requests: message.data });
}

export async function changeServer(change: RouteInput<"api.update">): Promise<void> {
  const result = await request("api.update", change);
  // The event has told the new state, and later ones may have come before this answer.
  if (!result.ok) report(result.error);
}

/** The new key, which can't be read later; null: there is none. */
export async function addKey(name: string): Promise<string | null> {
  const result = await request("api.addKey", { name });
  if (result.ok) return result.value.key;
  report(result.error);
  return null;
}

export async function removeKey(keyId: string): Promise<void> {
  const result = await request("api.removeKey", { keyId });
  if (!result.ok) report(result.error);
}

function report(failure: Failure): void {
  const { title, detail } = describeFailure(failure, getText());
  showFailure({ text: title, detail });
}
