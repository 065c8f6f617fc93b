import type { ReplyStats } from "../../../shared/chat/message.ts";

/** Counters for `/metrics`, since the server was started. */
export class ApiMetrics {
  #requests = 0;
  #failures = 0;
  #promptTokens = 0;
  #cachedTokens = 0;
  #generatedTokens = 0;
  #generatingSeconds = 0;
  /** Generations that have not ended. */
  running = 0;

  countRequest(hasFailed: boolean): void {
    this.#requests += 1;
    if (hasFailed) this.#failures += 1;
  }

  countGeneration(stats: ReplyStats): void {
    this.#promptTokens += stats.promptTokens;
    this.#cachedTokens += stats.reusedTokens;
    this.#generatedTokens += stats.generatedTokens;
    if (stats.tokensPerSecond > 0) this.#generatingSeconds += stats.generatedTokens / stats.tokensPerSecond;
  }

  /** In the text format of Prometheus. */
  text(): string {
    const metrics: readonly (readonly [string, "counter" | "gauge", string, number])[] = [
      ["requests_total", "counter", "Requests that were answered.", this.#requests],
      ["requests_failed_total", "counter", "Requests that were answered with an error.", this.#failures],
      ["prompt_tokens_total", "counter", "Prompt tokens of all generations.", this.#promptTokens],
      [
        "prompt_tokens_cached_total",
        "counter",
        "Prompt tokens that were in the KV cache.",
        this.#cachedTokens,
      ],
      ["tokens_predicted_total", "counter", "Generated tokens.", this.#generatedTokens],
      ["tokens_predicted_seconds_total", "counter", "Time spent generating.", this.#generatingSeconds],
      ["requests_processing", "gauge", "Generations that run or wait.", this.running],
    ];
    return metrics
      .map(
        ([name, type, help, value]) =>
          `# HELP facet:${name} ${help}\n# TYPE facet:${name} ${type}\nfacet:${name} ${value}\n`,
      )
      .join("");
  }
}
