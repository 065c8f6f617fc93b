/**
 * Who publishes these packages, as options for electron-builder. The repository belongs to nobody in
 * particular: a publisher names itself, its page and its update feed in the environment. Names under
 * `.example` are reserved and lead nowhere.
 *
 * - `FACET_HOMEPAGE`: the project's page
 * - `FACET_MAINTAINER`: "Name <address>", required in Debian packages
 * - `FACET_UPDATE_FEED`: URL of the folder with the static files that the app asks for updates; without it, the
 *   packages never look for updates
 *
 * @param channel the name of the feed's file for this kind of package
 */
export function publisherOptions(
  environment: Readonly<NodeJS.ProcessEnv>,
  channel: string,
): readonly string[] {
  const homepage = environment["FACET_HOMEPAGE"] ?? "https://facet.example";
  const maintainer = environment["FACET_MAINTAINER"] ?? "the Facet authors <facet@facet.example>";
  const feed = environment["FACET_UPDATE_FEED"];
  return [
    `-c.extraMetadata.homepage=${homepage}`,
    `-c.linux.maintainer=${maintainer}`,
    ...(feed
      ? ["-c.publish.provider=generic", `-c.publish.url=${feed}`, `-c.publish.channel=${channel}`]
      : []),
  ];
}
