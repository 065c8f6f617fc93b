import type { templateRoutes } from "../../../shared/ipc/template-routes.ts";
import type { Feature } from "../../ipc/feature.ts";
import type { TemplateService } from "./template-service.ts";

export function templateFeature(templates: TemplateService): Feature<typeof templateRoutes> {
  return {
    handlers: {
      "models.template": ({ modelId }) => templates.original(modelId),
      "models.previewTemplate": ({ modelId, template, thinking }) =>
        templates.preview(modelId, template, thinking),
    },
    snapshot: {},
    dispose: () => templates.dispose(),
  };
}
