import { z } from "zod";
import { askJson, keyOf } from "./ask-json.ts";
import type { SearchProvider } from "./search-provider.ts";

const answer = z.object({
  results: z.array(z.object({ title: z.string().nullish(), url: z.string(), text: z.string().nullish() })),
});

export const exa: SearchProvider = {
  id: "exa",
  name: "Exa",
  async search({ text, count }, access, signal) {
    const request = {
      url: "https://api.exa.ai/search",
      headers: { "content-type": "application/json", "x-api-key": keyOf(exa, access) },
      body: JSON.stringify({
        query: text,
        numResults: count,
        type: "auto",
        contents: { text: { maxCharacters: 500 } },
      }),
    };
    const { results } = await askJson(exa, request, answer, access, signal);
    return results.map(({ title, url, text: excerpt }) => ({
      title: title ?? "",
      url,
      excerpt: excerpt ?? "",
    }));
  },
};
