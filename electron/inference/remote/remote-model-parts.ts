import type { ChatModelInfo } from "../../../shared/inference/chat-model-info.ts";
import type { ServedModel, ServerAbilities } from "./served-model.ts";
import type { ServerAddress } from "./server-connection.ts";

/** What a model on a server is made of. */
export interface RemoteModelParts {
  readonly info: ChatModelInfo;
  readonly address: ServerAddress;
  readonly abilities: ServerAbilities;
  readonly model: ServedModel;
  /**
   * Fields of requests that this server refused. Shared by all models of the server, and extended by them.
   */
  readonly refusedFields: Set<string>;
  /** Called when a request finds that the server is loading its model, is gone, or refuses the key. */
  readonly onTrouble?: () => void;
  /** Aborted when the server is removed or the app closes: its replies are stopped. */
  readonly lifetime: AbortSignal;
  /** For tests, which use shorter ones. */
  readonly limits?: RemoteLimits;
}

export interface RemoteLimits {
  /** How long a server may load its model. */
  readonly loadingMs?: number;
  /** How long a stream may make no progress after its first token. */
  readonly silenceMs?: number;
}
