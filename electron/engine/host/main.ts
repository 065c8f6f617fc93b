import { EngineHost } from "./engine-host.ts";
import { openHostPort } from "./port.ts";

/** The entry point of the engine process. */
new EngineHost(openHostPort());
