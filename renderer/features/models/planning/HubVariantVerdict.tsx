import { useMemo, useState } from "react";
import { estimatedFacts } from "../../../../shared/models/estimated-facts.ts";
import { gemma4Sizes, type Gemma4SizeName } from "../../../../shared/models/gemma4-sizes.ts";
import type { HubFile, HubVariant } from "../../../../shared/models/hub-listing.ts";
import { projectorOfSize } from "../../../../shared/models/memory-plan.ts";
import type { PlanFacts } from "../../../../shared/models/plan-facts.ts";
import { verdictFor } from "../../../../shared/models/verdict.ts";
import { useText } from "../../../i18n/i18n.ts";
import { request } from "../../../ipc/client.ts";
import { Button } from "../../../ui/Button.tsx";
import { usePlanning } from "./planning-store.ts";
import { useReadingTimes } from "./use-reading-times.ts";
import { VerdictLine } from "./VerdictLine.tsx";

export interface HubVariantVerdictProps {
  readonly repo: string;
  readonly revision: string;
  readonly variant: HubVariant;
  /** What is downloaded with it. */
  readonly companions: readonly HubFile[];
}

/**
 * Whether a file at the hub would run here. For Gemma 4 this follows from its name and size; for other models
 * the file's header is needed, which is fetched when the user presses the button.
 */
export function HubVariantVerdict({ repo, revision, variant, companions }: HubVariantVerdictProps) {
  const text = useText().planner;
  const hardware = usePlanning((state) => state.hardware);
  const contextTokens = usePlanning((state) => state.contextTokens);
  const known = useMemo(() => knownFacts(variant), [variant]);
  const [read, setRead] = useState<PlanFacts | "asking" | "unknown" | null>(null);
  const facts = known ?? (typeof read === "object" ? read : null);
  const bytesOf = (wanted: HubFile["role"]) =>
    companions.find(({ role }) => role === wanted)?.sizeBytes ?? null;
  const projectorBytes = bytesOf("projector");
  // The projectors of E2B, E4B and 12B also hear.
  const takes = {
    sees: projectorBytes !== null,
    hears: projectorBytes !== null && /gemma-4-(?:E2B|E4B|12B)(?![0-9A-Z])/i.test(variant.path),
  };
  const times = useReadingTimes({ id: null, facts, projectorBytes, ...takes }, hardware);
  if (hardware === null) {
    return null;
  }
  if (facts !== null) {
    const wish = {
      contextTokens,
      kvType: "f16",
      gpuLayers: null,
      projector: projectorOfSize(projectorBytes),
      drafterBytes: bytesOf("drafter"),
    } as const;
    return <VerdictLine verdict={verdictFor(facts, wish, hardware)} times={times} takes={takes} />;
  }
  const ask = async () => {
    setRead("asking");
    const paths = variant.files.map(({ path }) => path);
    const answer = await request("hub.planFacts", { repo, revision, paths });
    setRead((answer.ok ? answer.value : null) ?? "unknown");
  };
  return read === "unknown" ? (
    <p>{text.verdictUnknown}</p>
  ) : (
    <Button size="small" variant="quiet" disabled={read === "asking"} onClick={() => void ask()}>
      {text.wouldItRun}
    </Button>
  );
}

function knownFacts({ path, sizeBytes, quantization }: HubVariant): PlanFacts | null {
  const size = /gemma-4-(E2B|E4B|12B|26B-A4B|31B)(?![0-9A-Z])/i.exec(path)?.[1]?.toUpperCase();
  return size === undefined
    ? null
    : estimatedFacts(gemma4Sizes[size as Gemma4SizeName], sizeBytes, quantization);
}
