import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { applySettings } from "../features/settings/settings-store.ts";
import { SignInPage } from "./SignInPage.tsx";
import { arrive } from "./sign-in.ts";

applySettings();

const root = document.getElementById("root");
if (root) {
  const arrival = arrive();
  createRoot(root).render(
    <StrictMode>
      <SignInPage arrival={arrival} />
    </StrictMode>,
  );
}
