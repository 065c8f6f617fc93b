import { z } from "zod";
import { askJson, keyOf } from "./ask-json.ts";
import type { SearchProvider } from "./search-provider.ts";

const answer = z.object({
  results: z.array(z.object({ title: z.string(), url: z.string(), content: z.string().nullish() })),
});

export const tavily: SearchProvider = {
  id: "tavily",
  name: "Tavily",
  async search({ text, count }, access, signal) {
    const request = {
      url: "https://api.tavily.com/search",
      headers: { "content-type": "application/json", authorization: `Bearer ${keyOf(tavily, access)}` },
      body: JSON.stringify({ query: text, max_results: count, search_depth: "basic" }),
    };
    const { results } = await askJson(tavily, request, answer, access, signal);
    return results.map((hit) => ({ ...hit, excerpt: hit.content ?? "" }));
  },
};
