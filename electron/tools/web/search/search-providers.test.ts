import { afterAll, describe, expect, it } from "vitest";
import type { FetchRequest, SafeFetch } from "../../../net/safe-fetch.ts";
import { createSafeFetch } from "../../../net/safe-fetch.ts";
import type { SearchProviderId } from "../../../../shared/tools/web-search.ts";
import { TestNetwork } from "../../../../tests/fixtures/web/test-network.ts";
import { forkPageProcess } from "../page/fork-page-process.ts";
import { PageReader } from "../page/page-reader.ts";
import { WebSearch } from "./web-search.ts";

/**
 * Answers in the shapes that the services document. None of the services was called.
 */
const answers: Readonly<Record<string, unknown>> = {
  brave: {
    type: "search",
    web: {
      results: [
        {
          title: "Low &amp; lower",
          url: "https://a.example/1",
          description: "The <strong>river</strong> is low.",
        },
        { title: "Second", url: "https://a.example/2" },
      ],
    },
  },
  tavily: {
    query: "river",
    results: [{ title: "Low", url: "https://a.example/1", content: "The river is low.", score: 0.9 }],
  },
  exa: {
    requestId: "r",
    results: [{ id: "i", title: null, url: "https://a.example/1", text: "The river is low." }],
  },
  searxng: {
    query: "river",
    results: [{ title: "Low", url: "https://a.example/1", content: "The river is low.", engine: "x" }],
  },
};

const duckDuckGoPage = (results: string) =>
  `<html><body><div id="links" class="results">${results}</div></body></html>`;
const duckDuckGoResult = (href: string, title: string, excerpt: string, more = "") =>
  `<div class="result results_links web-result ${more}"><h2 class="result__title"><a rel="nofollow" class="result__a" href="${href}">${title}</a></h2>
  <a class="result__snippet" href="${href}">${excerpt}</a></div>`;

const pages = new PageReader({ fetch: createSafeFetch(), start: forkPageProcess });
afterAll(() => pages.dispose());
const never = new AbortController().signal;

interface Answer {
  readonly status?: number;
  readonly body: string;
}

/** @returns the results, and what was sent for them */
async function search(
  provider: SearchProviderId,
  { status = 200, body }: Answer,
  key: string | null = "sesame",
) {
  const sent: FetchRequest[] = [];
  const fetch: SafeFetch = async (request) => {
    sent.push(request);
    const bytes = new TextEncoder().encode(body);
    return { url: request.url, status, mediaType: "", charset: null, bytes, isCut: false };
  };
  const settings = () => ({ searchProvider: provider, searxngAddress: "http://192.168.1.5:8888/searx" });
  const results = new WebSearch({ fetch, pages, keys: { keyOf: () => key }, settings });
  return { found: await results.search("river & lake", never), sent };
}

describe("WebSearch", () => {
  it.each([
    [
      "brave",
      "https://api.search.brave.com/res/v1/web/search?q=river+%26+lake&count=6",
      "x-subscription-token",
    ],
    ["tavily", "https://api.tavily.com/search", "authorization"],
    ["exa", "https://api.exa.ai/search", "x-api-key"],
  ] as const)("asks %s as documented, with the key", async (provider, url, header) => {
    const { found, sent } = await search(provider, { body: JSON.stringify(answers[provider]) });
    const [request] = sent;
    expect(request?.url).toBe(url);
    expect(request?.headers?.[header]).toMatch(/^(?:Bearer )?sesame$/);
    if (request?.body !== undefined)
      expect(JSON.parse(request.body)).toMatchObject({ query: "river & lake" });
    expect(found.hits[0]).toMatchObject({ url: "https://a.example/1", excerpt: "The river is low." });
  });

  it("asks the user's SearXNG, wherever it is", async () => {
    const { found, sent } = await search("searxng", { body: JSON.stringify(answers["searxng"]) }, null);
    expect(sent[0]).toMatchObject({
      url: "http://192.168.1.5:8888/searx/search?q=river+%26+lake&format=json",
      trustedOrigin: "http://192.168.1.5:8888",
    });
    expect(found).toMatchObject({ provider: "SearXNG", hits: [{ title: "Low" }] });
  });

  it("reaches a SearXNG on this computer, and nothing that it redirects to", async () => {
    const network = new TestNetwork();
    const asked: string[] = [];
    const inside = await network.listen((_, response) => response.end(String(asked.push("inside"))));
    const port = await network.listen((request, response) => {
      asked.push(request.url ?? "");
      if (asked.length > 1) response.writeHead(302, { location: `http://127.0.0.1:${inside}/` }).end();
      else response.end(JSON.stringify(answers["searxng"]));
    });
    const results = new WebSearch({
      fetch: createSafeFetch({ network }),
      pages,
      keys: { keyOf: () => null },
      settings: () => ({ searchProvider: "searxng", searxngAddress: `http://127.0.0.1:${port}` }),
    });
    expect((await results.search("river", never)).hits).toHaveLength(1);
    await expect(results.search("river", never)).rejects.toMatchObject({
      code: "fetch-failed",
      data: { reason: "redirects" },
    });
    expect(asked).toEqual(Array.from({ length: 2 }, () => "/search?q=river&format=json"));
    await network.close();
  });

  it("reads DuckDuckGo's page, without its advertisements and its redirect", async () => {
    const target = encodeURIComponent("https://a.example/1?x=1&y=2");
    const { found, sent } = await search(
      "duckduckgo",
      {
        body: duckDuckGoPage(
          duckDuckGoResult("https://duckduckgo.com/y.js?ad_domain=b.example", "Buy", "Now", "result--ad") +
            duckDuckGoResult(
              `//duckduckgo.com/l/?uddg=${target}&rut=abc`,
              "Low &amp; <b>lower</b>",
              "The <b>river</b> is low.",
            ) +
            duckDuckGoResult("javascript:alert(1)", "Bad", "link"),
        ),
      },
      null,
    );
    expect(sent[0]?.url).toBe("https://html.duckduckgo.com/html/?q=river+%26+lake");
    expect(found.hits).toEqual([
      { title: "Low & lower", url: "https://a.example/1?x=1&y=2", excerpt: "The river is low." },
    ]);
  });

  it.each([
    ["brave", 401, "refused-key"],
    ["brave", 422, "refused-key"],
    ["brave", 429, "limited"],
    ["tavily", 401, "refused-key"],
    ["tavily", 432, "limited"],
    ["exa", 402, "limited"],
    ["exa", 500, "status"],
    ["searxng", 403, "answer"],
    ["searxng", 429, "limited"],
    ["duckduckgo", 202, "limited"],
    ["duckduckgo", 403, "limited"],
    ["duckduckgo", 503, "status"],
  ] as const)("says what it means that %s answers %i", async (provider, status, reason) => {
    await expect(search(provider, { status, body: "{}" })).rejects.toMatchObject({
      code: "search-failed",
      data: { reason },
    });
  });

  it("recognises the question whether a human asks", async () => {
    const body = `<div class="anomaly-modal__title">Unfortunately, bots use DuckDuckGo too.</div>`;
    await expect(search("duckduckgo", { body })).rejects.toMatchObject({ data: { reason: "limited" } });
    expect((await search("duckduckgo", { body: duckDuckGoPage("No results.") })).found.hits).toEqual([]);
  });

  it.each(["brave", "tavily", "exa"] as const)("sends nothing to %s without a key", async (provider) => {
    await expect(search(provider, { body: "{}" }, null)).rejects.toMatchObject({
      data: { reason: "no-key" },
    });
  });

  it.each(["null", "[]", "<html>", '{"results":[{"title":1}]}', '{"web":{"results":7}}'])(
    "refuses the answer %s",
    async (body) => {
      for (const provider of ["tavily", "exa", "searxng"] as const) {
        await expect(search(provider, { body })).rejects.toMatchObject({ data: { reason: "answer" } });
      }
    },
  );

  it("keeps only addresses of web pages, each once, with short texts", async () => {
    const hit = (url: string) => ({ title: "T".repeat(1_000), url, content: "c".repeat(5_000) });
    const results = [
      "javascript:alert(1)",
      "file:///etc/passwd",
      "nonsense",
      "https://a.example/",
      "https://a.example",
      ...Array.from({ length: 20 }, (_, at) => `https://a.example/${at}`),
    ].map(hit);
    const { hits } = (await search("tavily", { body: JSON.stringify({ results }) })).found;
    expect(hits.map(({ url }) => url)).toEqual([
      "https://a.example/",
      ...Array.from({ length: 5 }, (_, at) => `https://a.example/${at}`),
    ]);
    expect(hits[0]).toMatchObject({ title: `${"T".repeat(199)}…`, excerpt: `${"c".repeat(399)}…` });
  });
});
