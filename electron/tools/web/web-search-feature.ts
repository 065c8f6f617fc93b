import type { webSearchRoutes, WebSearchSnapshot } from "../../../shared/ipc/web-search-routes.ts";
import type { Feature } from "../../ipc/feature.ts";
import type { PageReader } from "./page/page-reader.ts";
import type { SearchKeys } from "./search/search-keys.ts";

export interface WebSearchFeatureOptions {
  readonly keys: SearchKeys;
  readonly pages: PageReader;
}

export function webSearchFeature({
  keys,
  pages,
}: WebSearchFeatureOptions): Feature<typeof webSearchRoutes, WebSearchSnapshot> {
  return {
    handlers: {
      "webSearch.setKey": ({ provider, key }) => keys.set(provider, key),
    },
    snapshot: { webSearch: () => keys.state },
    dispose: () => pages.dispose(),
  };
}
