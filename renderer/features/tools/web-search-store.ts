import { create } from "zustand";
import type { AppSnapshot, EventMessage, RouteInput } from "../../../shared/ipc/contract.ts";
import type { Settings } from "../../../shared/settings/settings.ts";
import type { KeyedProviderId } from "../../../shared/tools/web-search.ts";
import { request } from "../../ipc/client.ts";
import { reportFailure } from "./report-failure.ts";

export interface WebSearchStore extends Pick<Settings, "searchProvider" | "searxngAddress"> {
  /** The services that have a key. */
  readonly keyed: readonly KeyedProviderId[];
  readonly keeping: "system" | "file";
}

export const useWebSearch = create<WebSearchStore>(() => ({
  searchProvider: "duckduckgo",
  searxngAddress: null,
  keyed: [],
  keeping: "file",
}));

export function receiveSnapshot({ webSearch, settings }: AppSnapshot): void {
  useWebSearch.setState(webSearch);
  receiveSettings(settings);
}

export function receiveEvent(message: EventMessage): void {
  if (message.event === "webSearch.changed") useWebSearch.setState(message.data);
  if (message.event === "settings.changed") receiveSettings(message.data);
}

function receiveSettings({ searchProvider, searxngAddress }: Settings): void {
  useWebSearch.setState({ searchProvider, searxngAddress });
}

/** @returns whether it was saved; where not, why was shown */
export async function changeWebSearch(
  change: Partial<Pick<Settings, "searchProvider" | "searxngAddress">>,
): Promise<boolean> {
  return reportFailure(await request("settings.update", change));
}

/** @returns whether it was saved; where not, why was shown */
export async function setSearchKey(input: RouteInput<"webSearch.setKey">): Promise<boolean> {
  return reportFailure(await request("webSearch.setKey", input));
}
