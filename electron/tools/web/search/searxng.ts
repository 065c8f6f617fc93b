import { z } from "zod";
import { AppError } from "../../../../shared/ipc/result.ts";
import { askJson, searchFailed } from "./ask-json.ts";
import type { SearchProvider } from "./search-provider.ts";

const answer = z.object({
  results: z.array(z.object({ title: z.string(), url: z.string(), content: z.string().nullish() })),
});

export const searxng: SearchProvider = {
  id: "searxng",
  name: "SearXNG",
  async search({ text, count }, access, signal) {
    const { address } = access;
    if (address === null) throw searchFailed(searxng, "no-address");
    const url = new URL(`${address}/search`);
    url.searchParams.set("q", text);
    url.searchParams.set("format", "json");
    // No redirect: what the user entered is the only private address that may be reached.
    const request = { url: url.href, trustedOrigin: url.origin, headers: {} };
    try {
      const { results } = await askJson(searxng, request, answer, access, signal);
      return results.slice(0, count).map((hit) => ({ ...hit, excerpt: hit.content ?? "" }));
    } catch (thrown) {
      // An instance without JSON among its formats forbids it.
      const isForbidden = thrown instanceof AppError && thrown.data["reason"] === "refused-key";
      throw isForbidden ? searchFailed(searxng, "answer", 403) : thrown;
    }
  },
};
