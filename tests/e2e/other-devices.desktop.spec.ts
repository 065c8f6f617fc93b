import { expect, test } from "./harness/facet.ts";
import { networkAddress } from "./harness/model-servers.ts";
import { modelsPage } from "./harness/models-page.ts";
import { enterPassword, openPhone, otherDevices, password, refusalsOf } from "./harness/other-devices.ts";

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
  const refusals = refusalsOf(phone);
  await phone.goto(url);
  await enterPassword(phone, password);
  const box = phone.getByRole("textbox", { name: "Message" });
  await expect(box).toBeVisible();
  await box.fill("Hello from the phone");
  await phone.getByRole("button", { name: "Send" }).click();
  await expect(phone.getByRole("article", { name: "Assistant" })).toContainText(/demo/i);
  const chat = phone.url();
  await phone.goto(`${new URL(url).origin}/#/settings`);
  const sections = phone.getByRole("main", { name: "Settings" }).getByRole("heading", { level: 2 });
  await expect(sections.filter({ hasText: "Appearance" })).toBeVisible();
  // What it may not change is not offered, and it says where it is.
  for (const title of ["Desktop app", "MCP servers", "Your data", "Logs"]) {
    await expect(sections.filter({ hasText: title })).toHaveCount(0);
  }
  await expect(phone.getByText(/Web search, MCP servers.* can only be changed there/)).toBeVisible();
  await phone.goBack();
  await phone.getByRole("button", { name: "Tools", exact: true }).click();
  await phone.getByRole("button", { name: "Details of Files" }).click();
  const files = phone.getByRole("dialog", { name: "Tools" });
  await expect(files).toContainText(/which folders they may use, is decided on the computer that runs Facet/);
  await expect(files.getByRole("combobox")).toHaveCount(0);
  await expect(files.getByRole("textbox")).toHaveCount(0);
  await phone.keyboard.press("Escape");
  const models = modelsPage(phone);
  await phone.goto(`${new URL(url).origin}/#/models`);
  await models.showDetails("Facet Demo");
  await phone.goto(`${new URL(url).origin}/#/models/sources`);
  await expect(phone.getByText(/can only be changed on the computer that runs Facet/)).toBeVisible();
  expect(refusals, "the page asks for nothing that is refused").toEqual([]);
  await phone.goto(chat);

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
