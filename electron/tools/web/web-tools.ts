import type { ToolProvider, ToolSource } from "../tool-source.ts";
import type { PageReader } from "./page/page-reader.ts";
import { readPageTool } from "./read-page-tool.ts";
import type { WebSearch } from "./search/web-search.ts";
import { webSearchTool } from "./web-search-tool.ts";

export interface WebToolsOptions {
  readonly search: WebSearch;
  readonly pages: PageReader;
}

/** Web search and Read page: one group, because a search without reading answers little. */
export function webTools({ search, pages }: WebToolsOptions): ToolProvider {
  const tools = [webSearchTool(search), readPageTool(pages)];
  const source: ToolSource = {
    id: "web",
    title: null,
    state: { type: "ready", tools },
    open: async () => tools,
  };
  const sources = [source];
  return { sources: () => sources, onChange: () => () => undefined };
}
