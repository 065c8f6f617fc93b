import { useEffect, useState } from "react";
import type { SearchHit } from "../../../shared/ipc/conversation-routes.ts";
import type { Failure } from "../../../shared/ipc/result.ts";
import { request } from "../../ipc/client.ts";

const debounceMs = 120;
/** Longer queries are refused. The first words of a pasted text find it. */
const maxQueryLength = 1000;

export type Search =
  | { readonly type: "off" }
  /** Earlier results stay on screen during the next search. */
  | { readonly type: "searching"; readonly query: string; readonly hits: readonly SearchHit[] }
  | { readonly type: "found"; readonly query: string; readonly hits: readonly SearchHit[] }
  | { readonly type: "failed"; readonly query: string; readonly error: Failure };

const off: Search = { type: "off" };

/** Searches shortly after the last key press; outdated results are dropped. */
export function useSearch(typed: string): Search {
  const query = typed.trim().slice(0, maxQueryLength);
  const [last, setLast] = useState<Exclude<Search, { readonly type: "off" | "searching" }> | null>(null);

  useEffect(() => {
    if (query === "") {
      return;
    }
    let isCurrent = true;
    const timer = window.setTimeout(() => {
      void request("conversations.search", { query }).then((result) => {
        if (isCurrent) {
          setLast(
            result.ok
              ? { type: "found", query, hits: result.value }
              : { type: "failed", query, error: result.error },
          );
        }
      });
    }, debounceMs);
    return () => {
      isCurrent = false;
      window.clearTimeout(timer);
    };
  }, [query]);

  if (query === "") {
    return off;
  }
  if (last?.query === query) {
    return last;
  }
  return { type: "searching", query, hits: last?.type === "found" ? last.hits : [] };
}
