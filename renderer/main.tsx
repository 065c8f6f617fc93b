import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { connect } from "./connect.ts";
import { applySettings } from "./features/settings/settings-store.ts";
import { followPrintDialog } from "./printing.ts";
import { CrashScreen } from "./shell/CrashScreen.tsx";
import { copyFormulasAsSource } from "./ui/markdown/copy-formulas.ts";

applySettings();
connect();
copyFormulasAsSource();
followPrintDialog();

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
