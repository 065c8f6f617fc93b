import { useRef, useState } from "react";
import type { Failure } from "../../../../shared/ipc/result.ts";
import type { HubRepository } from "../../../../shared/models/hub-listing.ts";
import { request } from "../../../ipc/client.ts";

export type HubSearchState =
  | { readonly type: "idle" }
  | { readonly type: "asking" }
  | { readonly type: "found"; readonly query: string; readonly repositories: readonly HubRepository[] }
  | { readonly type: "failed"; readonly query: string; readonly failure: Failure };

/** Contacts the hub only when `search` is called, not on each keystroke, so that no partial query is sent. */
export function useHubSearch() {
  const [state, setState] = useState<HubSearchState>({ type: "idle" });
  const asked = useRef(0);
  const search = async (query: string) => {
    const mine = ++asked.current;
    setState({ type: "asking" });
    const result = await request("hub.search", { query });
    // Superseded by a later search.
    if (mine !== asked.current) return;
    if (result.ok) setState({ type: "found", query, repositories: result.value });
    else setState({ type: "failed", query, failure: result.error });
  };
  return { state, search };
}
