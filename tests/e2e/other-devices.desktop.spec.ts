import { expect, test } from "./harness/facet.ts";
import { networkAddress } from "./harness/model-servers.ts";
import { enterPassword, openPhone, otherDevices, password } from "./harness/other-devices.ts";

test("opens the desktop app to a phone, which stays signed in until the network is closed", async ({
  facet,
  browser,
}) => {
  test.skip(networkAddress() === null, "this computer has no address but loopback");
  const here = otherDevices(facet.page);
  await here.open();
  await expect(here.section).toContainText("No browser is signed in.");
  const url = await here.letIn();
  const phone = await openPhone(browser);
  await phone.goto(url);
  await enterPassword(phone, password);
  const box = phone.getByRole("textbox", { name: "Message" });
  await expect(box).toBeVisible();
  await box.fill("Hello from the phone");
  await phone.getByRole("button", { name: "Send" }).click();
  await expect(phone.getByRole("article", { name: "Assistant" })).toContainText(/demo/i);
  await phone.goto(`${new URL(url).origin}/#/settings`);
  const sections = phone.getByRole("main", { name: "Settings" }).getByRole("heading", { level: 2 });
  await expect(sections.filter({ hasText: "Appearance" })).toBeVisible();
  // What it may not change is not offered, and it says where it is.
  for (const title of ["Desktop app", "MCP servers", "Your data", "Logs"]) {
    await expect(sections.filter({ hasText: title })).toHaveCount(0);
  }
  await expect(phone.getByText(/Web search, MCP servers.* can only be changed there/)).toBeVisible();
  await phone.goBack();

  // After a restart, the network is open and the phone is signed in as before.
  await facet.restart();
  await phone.reload();
  await expect(phone.getByRole("article", { name: "Assistant" })).toContainText(/demo/i);

  const again = otherDevices(facet.page);
  await again.open();
  await again.section.getByRole("switch", { name: "Let other devices use this Facet" }).click();
  await expect(again.section).toContainText("Nobody else can reach it now");
  await expect(phone.getByRole("alert")).toContainText("Facet is not running");
  await phone.context().close();
});
