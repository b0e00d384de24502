# The formula of the tap; `packages/render` fills in the version and the sums.
class Cmglint < Formula
  desc "Linter for cloud management gateways of Microsoft Configuration Manager"
  homepage "https://github.com/cmglint/cmglint"
  version "{version}"
  license any_of: ["MIT", "Apache-2.0"]

  on_macos do
    on_arm do
      url "https://github.com/cmglint/cmglint/releases/download/v{version}/cmglint-aarch64-apple-darwin.tar.gz"
      sha256 "{sha256:aarch64-apple-darwin}"
    end
    on_intel do
      url "https://github.com/cmglint/cmglint/releases/download/v{version}/cmglint-x86_64-apple-darwin.tar.gz"
      sha256 "{sha256:x86_64-apple-darwin}"
    end
  end

  on_linux do
    on_arm do
      url "https://github.com/cmglint/cmglint/releases/download/v{version}/cmglint-aarch64-unknown-linux-gnu.tar.gz"
      sha256 "{sha256:aarch64-unknown-linux-gnu}"
    end
    on_intel do
      url "https://github.com/cmglint/cmglint/releases/download/v{version}/cmglint-x86_64-unknown-linux-gnu.tar.gz"
      sha256 "{sha256:x86_64-unknown-linux-gnu}"
    end
  end

  def install
    bin.install "cmglint"
    man1.install "man/cmglint.1"
    bash_completion.install "complete/cmglint.bash" => "cmglint"
    zsh_completion.install "complete/_cmglint"
    fish_completion.install "complete/cmglint.fish"
  end

  test do
    (testpath/"cmg.toml").write "format = 2\n"
    assert_match "cmg.toml:1:10: error", shell_output("#{bin}/cmglint check --format concise", 1)
  end
end
