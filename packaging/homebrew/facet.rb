cask "facet" do
  arch arm: "arm64", intel: "x64"

  version "@VERSION@"
  sha256 arm:   "@SHA256 Facet-@VERSION@-mac-arm64.dmg@",
         intel: "@SHA256 Facet-@VERSION@-mac-x64.dmg@"

  url "@DOWNLOADS@/Facet-#{version}-mac-#{arch}.dmg"
  name "Facet"
  desc "Chat with Gemma 4 on your own computer"
  homepage "@HOMEPAGE@"

  app "Facet.app"
  binary "#{appdir}/Facet.app/Contents/Resources/bin/facet"

  zap trash: "~/Library/Application Support/Facet"
end
