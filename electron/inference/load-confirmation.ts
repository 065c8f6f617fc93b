import type { ModelId } from "../../shared/models/model.ts";

export type LoadDecision = "load" | "again" | "leave";

/** The load that waits for a person's word; at most one, since loads do not overlap. */
export class LoadConfirmation {
  /** Whoever wanted one anyway is not asked again until the app is closed. */
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

  /** A word on one that does not wait any more says nothing. */
  decide(modelId: ModelId, decision: LoadDecision): void {
    if (this.#waiting?.modelId !== modelId) return;
    if (decision === "load") this.#wantedAnyway.add(modelId);
    this.#waiting.decide(decision);
    this.#waiting = null;
  }

  /** Nobody wants it any more. */
  giveUp(): void {
    this.#waiting?.decide("leave");
    this.#waiting = null;
  }
}
