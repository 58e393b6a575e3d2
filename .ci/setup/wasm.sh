#!/usr/bin/env bash
# A compiler that can build for wasm32-unknown-unknown. Writes the words that follow `cargo` to use it into
# target/setup/wasm-toolchain: nothing where the default toolchain has the target, else `+debian`.
#
# On an ordinary machine rustup adds the target. Where rustup cannot download, or must not (RUSTUP_AUTO_INSTALL=0), Debian
# has a compiler for it together with the source of the standard library, which is then built here once (about a minute).
# WASM_TOOLCHAIN=rustup or =debian in the environment forbids the other way.
source "$(dirname "$0")/steps.sh"

target=wasm32-unknown-unknown
choice="${WASM_TOOLCHAIN:-any}"
note="$notes/wasm-toolchain"

# use WORDS COMPILER-VERSION: notes the toolchain; what another compiler left in target/wasm would not link with this one's.
use() {
  if [[ "$(cat "$notes/wasm-compiler" 2>/dev/null || true)" != "$2" ]]; then
    rm -rf "$root/target/wasm"
    printf '%s\n' "$2" >"$notes/wasm-compiler"
  fi
  [[ -f "$note" && "$(cat "$note")" == "$1" ]] || printf '%s\n' "$1" >"$note"
  exit 0
}

default_has_target() {
  local library
  library="$(rustc --print sysroot)/lib/rustlib/$target/lib"
  compgen -G "$library/libstd-*.rlib" >/dev/null
}

debian=/usr/bin/rustc
library="/usr/lib/rustlib/$target/lib"
stamp="$library/.compiler"

# The oldest compiler that compiles this project.
needed="$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$root/Cargo.toml" | head -n 1)"
debian_is_new_enough() { at_least "$("$debian" --version | sed 's/^rustc \([0-9.]*\).*/\1/')" "$needed"; }

# A link, to the lld of the LLVM that the compiler was built with; it leads nowhere while that is not installed.
debian_can_link() { [[ -x /usr/bin/rust-lld ]] || compgen -G '/usr/lib/rustlib/*/bin/rust-lld' >/dev/null; }

# Debian's compiler with the standard library that was built for this very version of it.
debian_is_ready() {
  [[ -x "$debian" ]] && debian_is_new_enough && debian_can_link && version="$("$debian" -vV | tr '\n' ' ')" && [[ "$(cat "$stamp" 2>/dev/null || true)" == "$version" ]] &&
    compgen -G "$library/libstd-*.rlib" >/dev/null && { ! has rustup || rustup toolchain list | grep '^debian\b' >/dev/null; }
}

# The words after `cargo` that choose Debian's compiler.
debian_words() {
  if has rustup; then
    echo +debian
  elif [[ "$(command -v cargo)" != /usr/bin/cargo ]]; then
    fail "Debian's compiler is not the one on the PATH, and there is no rustup to choose it." "Put /usr/bin first in PATH and repeat."
  fi
}

if [[ "$choice" != debian ]]; then
  if default_has_target; then use "" "$(rustc -vV | tr '\n' ' ')"; fi
  # Asked before rustup: where that could not fetch the target last time, it need not be tried each time.
  if [[ "$choice" != rustup ]] && debian_is_ready; then
    words="$(debian_words)"
    use "$words" "$version"
  fi
  if has rustup && [[ "$choice" == rustup || "${RUSTUP_AUTO_INSTALL:-1}" != 0 ]]; then
    say "asking rustup for the target $target"
    if timeout 300 rustup target add "$target" >"$notes/rustup.log" 2>&1 </dev/null && default_has_target; then
      use "" "$(rustc -vV | tr '\n' ' ')"
    fi
    say "rustup could not fetch it (its words are in target/setup/rustup.log)"
  fi
  [[ "$choice" != rustup ]] || fail "rustup has no $target" "Repeat without WASM_TOOLCHAIN=rustup to build it with Debian's compiler."
elif debian_is_ready; then
  words="$(debian_words)"
  use "$words" "$version"
fi

on_debian || fail "no Rust compiler for $target" \
  "With rustup: rustup target add $target" "Else install your system's package of the Rust standard library for $target."

debian_packages "building the WASM" rustc-web cargo-web rust-web-src
if ! debian_is_new_enough; then
  # The release came with an older one; the security updates have what browsers are built with today.
  say "refreshing the package lists: $("$debian" --version) is older than $needed"
  quietly as_root apt-get update && quietly apt_get install --no-install-recommends rustc-web cargo-web rust-web-src || true
  debian_is_new_enough || fail "Debian's $("$debian" --version) is older than $needed." \
    "Debian's security updates hold a newer one: check that the package sources name them (Suites: $(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)-security)."
fi
version="$("$debian" -vV | tr '\n' ' ')"
llvm="$("$debian" -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')"
debian_packages "linking the WASM" "lld-$llvm"
# Newer releases have the link in a package that rustc-web only recommends.
debian_can_link || debian_packages "linking the WASM" rust-web-llvm
debian_can_link || fail "Debian's compiler has no rust-lld." "Install the package that holds it (apt-file search bin/rust-lld), then repeat."

if has rustup && ! rustup toolchain list | grep '^debian\b' >/dev/null; then
  say "linking Debian's compiler as the rustup toolchain 'debian'"
  rustup toolchain link debian /usr
fi
words="$(debian_words)"
if debian_is_ready; then use "$words" "$version"; fi

say "building the standard library for $target with Debian's compiler: once, about a minute"
# An empty crate is enough to make cargo build std, and nothing of it is kept. `embed-bitcode`: without it LTO fails later.
bare="$(mktemp -d)"
trap 'rm -rf "$bare"' EXIT
mkdir "$bare/src"
printf '#![no_std]\n' >"$bare/src/lib.rs"
printf '[package]\nname = "bare"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n' >"$bare/Cargo.toml"
build_std() {
  cd "$bare"
  env -u CARGO_TARGET_DIR -u CARGO_BUILD_TARGET RUSTC="$debian" RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Cembed-bitcode=yes -Cdebuginfo=0" \
    /usr/bin/cargo build --release --target "$target" -Zbuild-std=std,panic_abort,test
}
quietly build_std || fail "the standard library did not build." "Its words are in target/setup/$step.log." \
  "Most often crates.io could not be reached, or rustc-web and rust-web-src are of different versions (apt-get install both anew)."

built="$bare/target/$target/release/deps"
as_root rm -rf "$library"
as_root mkdir -p "$library"
for file in "$built"/lib*.rlib; do
  [[ "$(basename "$file")" == libbare-* ]] || as_root cp "$file" "$library/"
done
printf '%s\n' "$version" | as_root tee "$stamp" >/dev/null
say "done"
rm -f "$notes/wasm-compiler"
use "$words" "$version"
