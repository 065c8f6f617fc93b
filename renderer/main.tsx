import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { connect } from "./connect.ts";
import { applySettings } from "./features/settings/settings-store.ts";
import { CrashScreen } from "./shell/CrashScreen.tsx";

applySettings();
connect();

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <CrashScreen>
        <App />
      </CrashScreen>
    </StrictMode>,
  );
}
