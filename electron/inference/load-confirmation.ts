import type { ModelId } from "../../shared/models/model.ts";

export type LoadDecision = "load" | "again" | "leave";

/** The load that waits for the user's decision; at most one, since loads do not overlap. */
export class LoadConfirmation {
  /** Models that the user loaded anyway: no further question about them until the app is closed. */
  readonly #wantedAnyway = new Set<ModelId>();
  #waiting: { readonly modelId: ModelId; readonly decide: (decision: LoadDecision) => void } | null = null;

  isWantedAnyway(modelId: ModelId): boolean {
    return this.#wantedAnyway.has(modelId);
  }

  wantAnyway(modelId: ModelId): void {
    this.#wantedAnyway.add(modelId);
  }

  decisionFor(modelId: ModelId): Promise<LoadDecision> {
    return new Promise((decide) => (this.#waiting = { modelId, decide }));
  }

  /** Does nothing where the load of this model does not wait any more. */
  decide(modelId: ModelId, decision: LoadDecision): void {
    if (this.#waiting?.modelId !== modelId) return;
    if (decision === "load") this.#wantedAnyway.add(modelId);
    this.#waiting.decide(decision);
    this.#waiting = null;
  }

  /** Leaves the load: it is not wanted any more. */
  giveUp(): void {
    this.#waiting?.decide("leave");
    this.#waiting = null;
  }
}
