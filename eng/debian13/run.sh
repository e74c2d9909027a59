#!/bin/sh
# Runs the launcher in a Debian 13 root of its own, on the last commit of this checkout: a system with nothing but the .NET SDK, which is this machine's, bound in.
# Engine torchsharp runs there as a user without rights and without a compiler; engine system as root, since it installs Debian 13's libtorch and a compiler.
# Usage: eng/debian13/run.sh [--engine torchsharp|system] [VERB…]     each VERB with its arguments one word; default: torchsharp, 'run' 'test'
#   eng/debian13/run.sh 'run golden --dtype float64 --out /tmp/golden' 'verify /tmp/golden' 'conform ../shared/reference'
# Environment: DEBIAN13 where the root is [artifacts/debian13]; DEBIAN_MIRROR [http://deb.debian.org/debian]
# Exit code: of the first VERB that fails; 3 where no root can be made.
set -eu
checkout=$(cd "$(dirname "$0")/../.." && pwd)
root=${DEBIAN13:-$checkout/artifacts/debian13}
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}

say() { echo "debian13: $*" >&2; }
skip() { say "skipped: $*"; exit 3; }

engine=torchsharp
if [ "${1:-}" = --engine ]; then
  engine=${2:-}
  shift 2
fi
case $engine in torchsharp | system) ;; *) echo "error: --engine is '$engine'; it is torchsharp or system" >&2; exit 2 ;; esac
[ $# -gt 0 ] || set -- run test

[ "$(id -u)" = 0 ] || skip "a root is made and entered with root rights alone; run it with sudo"
dotnet=$(dirname "$(readlink -f "$(command -v dotnet || echo "${DOTNET_ROOT:-/nonexistent}/dotnet")")")
[ -x "$dotnet/dotnet" ] || skip "no .NET SDK on this machine"
unshare --mount true 2>/dev/null || skip "this system forbids mounts"

if [ ! -e "$root/.made" ]; then
  command -v debootstrap >/dev/null || { apt-get update && apt-get install --yes --no-install-recommends debootstrap; } >/dev/null 2>&1 || skip "debootstrap is missing and can't be installed"
  say "making a root (about a minute)"
  mkdir -p "$root"
  debootstrap --variant=minbase --include=ca-certificates,git,libgomp1,libicu76,libssl3t64,libstdc++6,xz-utils trixie "$root" "$mirror" >"$root.log" 2>&1 || skip "debootstrap failed, see $root.log"
  chroot "$root" useradd --create-home vizbench
  touch "$root/.made"
fi

# What the root needs of this machine to reach package sources.
cp /etc/resolv.conf "$root/etc/resolv.conf"
[ ! -e /etc/ssl/certs/ca-certificates.crt ] || cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"

home=/home/vizbench user=vizbench
[ "$engine" = torchsharp ] || home=/root user=root
mkdir -p "$root$home/shared" "$root/usr/share/dotnet"
if [ -d "$root$home/main/.git" ]; then
  # It belongs to the root's user.
  git -c safe.directory='*' -C "$root$home/main" fetch --quiet "$checkout" HEAD
  git -c safe.directory='*' -C "$root$home/main" reset --quiet --hard FETCH_HEAD
else
  git clone --quiet "$checkout" "$root$home/main"
fi
chroot "$root" chown -R "$user:$user" "$home"

inside=$(env | sed -n 's/^\(https\?_proxy\|HTTPS\?_PROXY\|no_proxy\|NO_PROXY\|NUGET_[A-Z_]*\|SSL_CERT_FILE\)=.*/\1/p')
set -- "$root" "$dotnet" "$checkout" "$user" "$home" "$engine" "$inside" "$@"
# In a namespace of its own: mounts end with the command, however it ends.
exec unshare --mount sh -euc '
  root=$1 dotnet=$2 checkout=$3 user=$4 home=$5 engine=$6 inside=$7
  shift 7
  mount --bind "$dotnet" "$root/usr/share/dotnet"
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  [ ! -d "$checkout/../shared" ] || mount --bind "$checkout/../shared" "$root$home/shared"
  kept=
  for name in $inside; do kept="$kept $name=$(printenv "$name")"; done
  for verb in "$@"; do
    echo "debian13: $engine: ./vizbench $verb" >&2
    # shellcheck disable=SC2086
    chroot --userspec="$user:$user" "$root" /usr/bin/env -i HOME="$home" LANG=C.UTF-8 DOTNET_ROOT=/usr/share/dotnet PATH=/usr/share/dotnet:/usr/sbin:/usr/bin:/sbin:/bin VIZBENCH_ENGINE="$engine" $kept \
      sh -c "cd \"$home/main\" && ./vizbench $verb"
  done
' sh "$@"
