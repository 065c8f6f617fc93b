import type { TemplateTokens, TextSegment } from "../../../shared/formats/prompt-template.ts";
import type { SideProcess, StartSideProcess } from "../../side-process/side-process.ts";
import type { TemplateProblem } from "../../../shared/formats/template-problem.ts";

export interface InspectRequest {
  readonly source: string;
  readonly tokens: TemplateTokens;
  /** Whether thinking is on in the previewed conversation. */
  readonly thinking: boolean;
}

export interface TemplateInspection {
  /** The previewed conversation; null: it cannot be rendered. */
  readonly segments: readonly TextSegment[] | null;
  readonly problems: readonly TemplateProblem[];
}

/** null: it took too long or too much memory. One answer for each request, in order. */
export type InspectResponse = TemplateInspection | null;

/**
 * A process that renders chat templates of any origin. A template can loop for hours or allocate gigabytes. A
 * thread could be ended when it loops, but one large allocation beyond its limit ends the whole process, so
 * it must not be the process of the services.
 */
export type TemplateProcess = SideProcess<InspectRequest, InspectResponse>;

export type StartTemplateProcess = StartSideProcess<InspectRequest, InspectResponse>;
