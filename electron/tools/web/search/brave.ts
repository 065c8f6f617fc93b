import { z } from "zod";
import { AppError } from "../../../../shared/ipc/result.ts";
import { askJson, keyOf, searchFailed } from "./ask-json.ts";
import type { SearchProvider } from "./search-provider.ts";

const answer = z.object({
  web: z
    .object({
      results: z.array(z.object({ title: z.string(), url: z.string(), description: z.string().nullish() })),
    })
    // Absent where nothing was found.
    .nullish(),
});

export const brave: SearchProvider = {
  id: "brave",
  name: "Brave Search",
  async search({ text, count }, access, signal) {
    const url = new URL("https://api.search.brave.com/res/v1/web/search");
    url.searchParams.set("q", text);
    url.searchParams.set("count", String(count));
    const headers = { "x-subscription-token": keyOf(brave, access) };
    try {
      const { web } = await askJson(brave, { url: url.href, headers }, answer, access, signal);
      return (web?.results ?? []).map((hit) => ({ ...hit, excerpt: hit.description ?? "" }));
    } catch (thrown) {
      // A key that does not exist is an invalid request here.
      const isInvalid = thrown instanceof AppError && thrown.data["status"] === 422;
      throw isInvalid ? searchFailed(brave, "refused-key", 422) : thrown;
    }
  },
};
