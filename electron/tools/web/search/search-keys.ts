import { AppError } from "../../../../shared/ipc/result.ts";
import type { WebSearchState } from "../../../../shared/ipc/web-search-routes.ts";
import {
  keyedProviderIds,
  type KeyedProviderId,
  type SearchProviderId,
} from "../../../../shared/tools/web-search.ts";
import type { TokenVault } from "../../../models/hub/token-vault.ts";

export interface SearchKeysOptions {
  readonly vaultOf: (id: KeyedProviderId) => TokenVault | Promise<TokenVault>;
  readonly onChange: (state: WebSearchState) => void;
}

/** The user's API keys of search services. Pages learn only which there are. */
export class SearchKeys {
  readonly #vaults: ReadonlyMap<KeyedProviderId, TokenVault>;
  readonly #keys: Map<SearchProviderId, string>;
  readonly #onChange: SearchKeysOptions["onChange"];

  private constructor(
    vaults: ReadonlyMap<KeyedProviderId, TokenVault>,
    keys: Map<SearchProviderId, string>,
    onChange: SearchKeysOptions["onChange"],
  ) {
    this.#vaults = vaults;
    this.#keys = keys;
    this.#onChange = onChange;
  }

  static async open({ vaultOf, onChange }: SearchKeysOptions): Promise<SearchKeys> {
    const vaults = new Map<KeyedProviderId, TokenVault>();
    const keys = new Map<SearchProviderId, string>();
    for (const id of keyedProviderIds) {
      const vault = await vaultOf(id);
      vaults.set(id, vault);
      const key = await vault.read();
      if (key !== null) keys.set(id, key);
    }
    return new SearchKeys(vaults, keys, onChange);
  }

  get state(): WebSearchState {
    const keyed = keyedProviderIds.filter((id) => this.#keys.has(id));
    return { keyed, keeping: this.#vaults.get("brave")?.keeping ?? "file" };
  }

  keyOf(id: SearchProviderId): string | null {
    return this.#keys.get(id) ?? null;
  }

  /** @param key null: deletes it. @throws AppError `storage-failed`: the key is as it was */
  async set(id: KeyedProviderId, key: string | null): Promise<void> {
    try {
      await this.#vaults.get(id)?.write(key);
    } catch (thrown) {
      const reason = (thrown as NodeJS.ErrnoException).code ?? "unknown";
      throw new AppError("storage-failed", `The key could not be saved: ${reason}`, { reason });
    }
    if (key === null) this.#keys.delete(id);
    else this.#keys.set(id, key);
    this.#onChange(this.state);
  }
}
