import { AppError } from "../../../shared/ipc/result.ts";
import type { HubToken } from "../../../shared/models/hub-settings.ts";
import type { SettingsStore } from "../../settings/settings-store.ts";
import { hubAccess, type HubAccess } from "./hub-access.ts";
import { HubClient } from "./hub-client.ts";
import type { TokenVault } from "./token-vault.ts";

/** The hub client with the mirror and token of the user's settings. */
export class HubService {
  readonly client: HubClient;
  readonly #settings: SettingsStore;
  readonly #vault: TokenVault;
  readonly #onToken: (token: HubToken) => void;
  #token: string | null;

  private constructor(parts: HubParts, token: string | null) {
    this.#settings = parts.settings;
    this.#vault = parts.vault;
    this.#onToken = parts.onToken;
    this.#token = token;
    this.client = new HubClient(() => this.#access());
  }

  static async open(parts: HubParts): Promise<HubService> {
    return new HubService(parts, await parts.vault.read());
  }

  get token(): HubToken {
    return { isSet: this.#token !== null, keeping: this.#vault.keeping };
  }

  /** @throws AppError `storage-failed` */
  async setToken(token: string | null): Promise<HubToken> {
    try {
      await this.#vault.write(token);
    } catch (thrown) {
      const reason = (thrown as NodeJS.ErrnoException).code ?? "unknown";
      throw new AppError("storage-failed", `The token could not be saved: ${reason}`, { reason });
    }
    this.#token = token;
    this.#onToken(this.token);
    return this.token;
  }

  #access(): HubAccess {
    const { hubMirror, sendsTokenToMirror } = this.#settings.current;
    return hubAccess({ mirror: hubMirror, token: this.#token, sendsTokenToMirror });
  }
}

interface HubParts {
  readonly settings: SettingsStore;
  readonly vault: TokenVault;
  readonly onToken: (token: HubToken) => void;
}
