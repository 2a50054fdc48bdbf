#!/bin/sh
# Makes sure that LibreOffice is on the machine; slow tests let it open, compute and save what we make.
set -eu
[ -x /usr/lib/libreoffice/program/simpress ] && exit 0
if command -v apt-get >/dev/null 2>&1; then
  sudo=""
  [ "$(id -u)" = 0 ] || sudo="sudo"
  echo "Installing LibreOffice for the slow tests …"
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends \
    libreoffice-calc libreoffice-impress libreoffice-writer >/dev/null
  exit 0
fi
echo "The slow tests need LibreOffice: install it with your system's package manager, then run make again." >&2
exit 2
