import type { RouteInput, RouteName, RouteOutput } from "../../../shared/ipc/contract.ts";
import type { HostFacts } from "../protocol/frames.ts";
import type {
  OperationEvent,
  OperationInput,
  OperationName,
  OperationOutput,
} from "../protocol/operations.ts";

/** The Facet that a command talks to, over the socket or in its own process. */
export interface FacetClient {
  readonly host: HostFacts;
  /** Whether the services run in this process and end with it. */
  readonly isHere: boolean;
  /**
   * Aborting the signal cancels the call; what it resolves to then is up to the operation.
   * @throws AppError of the operation; `disconnected` when the Facet is gone
   */
  call<Name extends OperationName>(
    name: Name,
    input: OperationInput<Name>,
    options?: CallOptions<OperationEvent<Name>>,
  ): Promise<OperationOutput<Name>>;
  close(): Promise<void>;
}

export interface CallOptions<Event> {
  readonly onEvent?: (event: Event) => void;
  readonly signal?: AbortSignal;
}

/** A request of the page's contract. */
export async function request<Name extends RouteName>(
  client: FacetClient,
  route: Name,
  input: RouteInput<Name>,
): Promise<RouteOutput<Name>> {
  return (await client.call("request", { route, input })) as RouteOutput<Name>;
}
