import { useRef, useState } from "react";
import type { Failure } from "../../../../shared/ipc/result.ts";
import type { HubRepository } from "../../../../shared/models/hub-listing.ts";
import { request } from "../../../ipc/client.ts";

export type HubSearchState =
  | { readonly type: "idle" }
  | { readonly type: "asking" }
  | { readonly type: "found"; readonly query: string; readonly repositories: readonly HubRepository[] }
  | { readonly type: "failed"; readonly query: string; readonly failure: Failure };

/** Asks the hub when it is told to, never at each key: every letter would leave this computer. */
export function useHubSearch() {
  const [state, setState] = useState<HubSearchState>({ type: "idle" });
  const asked = useRef(0);
  const search = async (query: string) => {
    const mine = ++asked.current;
    setState({ type: "asking" });
    const result = await request("hub.search", { query });
    // A later question may have been answered before.
    if (mine !== asked.current) return;
    if (result.ok) setState({ type: "found", query, repositories: result.value });
    else setState({ type: "failed", query, failure: result.error });
  };
  return { state, search };
}
