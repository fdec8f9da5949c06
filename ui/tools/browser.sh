#!/usr/bin/env bash
# Sees that the browser tests have what they need: Chromium, and a font with Chinese characters. Where something is
# missing and can be installed, it is; where not, this says what to do and fails.
set -euo pipefail

have_browser() {
  if [ -n "${CHROMIUM:-}" ]; then [ -x "$CHROMIUM" ]; else
    for place in /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do [ -x "$place" ] && return; done
    return 1
  fi
}

# Only Linux asks fontconfig; elsewhere the system brings such a font.
have_chinese_font() { [ "$(uname)" != Linux ] || { command -v fc-list >/dev/null && fc-list :lang=zh-cn | grep -q .; }; }

ready() { have_browser && have_chinese_font; }

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }

install() {
  command -v apt-get >/dev/null || return 1
  [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; } || return 1
  echo "installing chromium, fontconfig and fonts-noto-cjk for the browser tests"
  export DEBIAN_FRONTEND=noninteractive
  as_root apt-get update -qq && as_root apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig >/dev/null
}

if ready || { [ -z "${CHROMIUM:-}" ] && install && ready; }; then exit 0; fi

if [ -n "${CHROMIUM:-}" ] && ! have_browser; then echo "CHROMIUM names $CHROMIUM, which is no program" >&2; fi
cat >&2 <<'TEXT'
The browser tests need Chromium and a font with Chinese characters, and they cannot be installed here. Do one of these:
  Debian, Ubuntu   sudo apt-get install chromium fonts-noto-cjk fontconfig
  Fedora           sudo dnf install chromium google-noto-sans-cjk-fonts fontconfig
  macOS            brew install --cask chromium, and CHROMIUM=/Applications/Chromium.app/Contents/MacOS/Chromium make e2e
  anywhere         CHROMIUM=/path/to/chromium make e2e
TEXT
exit 1
