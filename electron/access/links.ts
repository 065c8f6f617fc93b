import { digestOf, newSecret } from "./secret.ts";

/** The maximum number of unused links; beyond it, the oldest stops working. */
const maxLinks = 16;

/** The tokens of links that sign in one browser, once. */
export class Links {
  /** The time until which a token is valid, by its digest. */
  readonly #validUntil = new Map<string, number>();

  /** @param lifetimeMs without it, the token is valid until the process ends */
  mint(lifetimeMs = Infinity): string {
    const token = newSecret();
    this.#validUntil.set(digestOf(token), performance.now() + lifetimeMs);
    for (const oldest of this.#validUntil.keys()) {
      if (this.#validUntil.size <= maxLinks) break;
      this.#validUntil.delete(oldest);
    }
    return token;
  }

  isValid(token: string): boolean {
    return performance.now() < (this.#validUntil.get(digestOf(token)) ?? -Infinity);
  }

  /** Whether the token was valid; from now on it is not. */
  redeem(token: string): boolean {
    const isValid = this.isValid(token);
    this.#validUntil.delete(digestOf(token));
    return isValid;
  }
}
