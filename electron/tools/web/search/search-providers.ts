import type { SearchProviderId } from "../../../../shared/tools/web-search.ts";
import { brave } from "./brave.ts";
import { duckduckgo } from "./duckduckgo.ts";
import { exa } from "./exa.ts";
import type { SearchProvider } from "./search-provider.ts";
import { searxng } from "./searxng.ts";
import { tavily } from "./tavily.ts";

export const searchProviders: Readonly<Record<SearchProviderId, SearchProvider>> = {
  duckduckgo,
  searxng,
  brave,
  tavily,
  exa,
};
