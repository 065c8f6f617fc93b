import { useState } from "react";
import type { Failure } from "../../../../shared/ipc/result.ts";
import { request } from "../../../ipc/client.ts";
import { usePlanning } from "../planning/planning-store.ts";

export type CatalogRefreshState =
  | { readonly type: "idle" }
  | { readonly type: "asking" }
  /** `unread` of `all` repositories could not be read. */
  | { readonly type: "done"; readonly unread: number; readonly all: number }
  | { readonly type: "failed"; readonly failure: Failure };

/** Contacts the hub only when `refresh` is called. */
export function useCatalogRefresh() {
  const [state, setState] = useState<CatalogRefreshState>({ type: "idle" });
  const refresh = async () => {
    if (state.type === "asking") return;
    setState({ type: "asking" });
    const answer = await request("catalog.refresh", {});
    if (!answer.ok) {
      setState({ type: "failed", failure: answer.error });
      return;
    }
    const { catalog, unreadRepos } = answer.value;
    usePlanning.setState({ catalog });
    const all = catalog.sizes.reduce((sum, { repositories }) => sum + repositories.length, 0);
    setState({ type: "done", unread: unreadRepos.length, all });
  };
  return { state, refresh };
}
