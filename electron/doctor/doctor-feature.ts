import type { doctorRoutes } from "../../shared/ipc/doctor-routes.ts";
import type { Feature } from "../ipc/feature.ts";
import type { Publish } from "../ipc/publish.ts";
import type { Doctor } from "./doctor.ts";

/** The doctor for pages, where a button runs it. One run at a time. */
export function doctorFeature(doctor: Doctor, publish: Publish): Feature<typeof doctorRoutes> {
  let running = new AbortController();
  return {
    handlers: {
      "doctor.run": ({ modelId }) => {
        running.abort();
        running = new AbortController();
        return doctor.examine(
          modelId,
          (check) => publish({ event: "doctor.checked", data: check }),
          running.signal,
        );
      },
      "doctor.stop": () => running.abort(),
    },
    snapshot: {},
    dispose: () => running.abort(),
  };
}
