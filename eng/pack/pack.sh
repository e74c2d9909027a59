#!/bin/sh
# Packs what is built into a folder for a host that has PyTorch and a C++ compiler, and neither .NET nor a network:
#   DIR/vizbench-pack.tar.xz (+ .sha256)  .NET's runtime, program, tests, benchmarks, goldens, models, the shim's sources
#   DIR/run.sh                            unpacks it there, builds the shim, runs everything, gathers the results
#   DIR/README.txt
# The launcher calls it (./vizbench pack --out DIR): first with --check, before it builds anything.
# Usage: pack.sh [--check] DOTNET pack --out DIR
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
check=
[ "$1" != --check ] || { check=1; shift; }
dotnet=$1
shift
# What travels to a host is at most so long, in bytes.
most=40000000

fail() { echo "error: $*" >&2; exit 2; }

# The arguments
out=
while [ $# -gt 0 ]; do
  case $1 in
    pack | --debug) shift ;;
    --out) [ $# -gt 1 ] || fail "pack: --out names no folder; for example ./vizbench pack --out pack"; out=$2; shift 2 ;;
    --out=*) out=${1#--out=}; shift ;;
    *) fail "pack has no argument '$1'; see ./vizbench pack --help" ;;
  esac
done
[ -n "$out" ] || fail "pack needs a folder; for example ./vizbench pack --out pack"

# The folder: new, empty, or an earlier pack's
made="vizbench-pack.tar.xz vizbench-pack.tar.xz.sha256 run.sh README.txt"
[ ! -e "$out" ] || [ -d "$out" ] || fail "$out is a file; name a folder with --out"
if [ -d "$out" ]; then
  for entry in "$out"/* "$out"/.[!.]*; do
    [ -e "$entry" ] || continue
    case " $made " in *" $(basename "$entry") "*) ;; *) fail "$out holds something else ($(basename "$entry")); name a new folder with --out, or remove it first" ;; esac
  done
fi
command -v xz >/dev/null || fail "no xz on this machine; install it (apt-get install xz-utils)"
command -v sha256sum >/dev/null || fail "no sha256sum on this machine; install it (apt-get install coreutils)"

# The runtime of the SDK itself: nothing has to be fetched, and it is the one that the tests ran on.
runtime=$("$dotnet" --list-runtimes 2>/dev/null | sed -n 's|^Microsoft\.NETCore\.App \(10\.[^ ]*\) \[\(.*\)\]$|\2/\1|p' | tail -n 1)
[ -d "$runtime" ] || fail "no .NET 10 runtime beside $dotnet; install the .NET SDK 10 (https://dotnet.microsoft.com/download)"
version=$(basename "$runtime")
home=$(cd "$runtime/../../.." && pwd)
[ -e "$home/host/fxr/$version/libhostfxr.so" ] || fail "$home/host/fxr/$version/libhostfxr.so is missing: this .NET installation is not whole; install the SDK 10 again"

existed=
[ ! -d "$out" ] || existed=1
# In a shell of its own: what the tools say of it is less than the line below.
(mkdir -p "$out" && : >"$out/.writable" && rm "$out/.writable") 2>/dev/null || fail "$out can't be written; name another folder with --out"
if [ -n "$check" ]; then
  [ -n "$existed" ] || rmdir "$out"
  exit 0
fi
out=$(cd "$out" && pwd)

# Everything is made in a folder of its own, which goes whatever happens; only whole files reach their place.
work=$(mktemp -d "$out/.packing-XXXXXX")
trap 'rm -rf "$work"; [ -n "$existed" ] || rmdir "$out" 2>/dev/null || true' EXIT
trap 'exit 130' HUP INT TERM
stage=$work/vizbench-pack
mkdir "$stage"
names=$(sed 's/[[:space:]]*#.*//; /^$/d' "$here/left-out.txt")

# Removes the files that are left out, from a folder and from the list of files that goes with it.
leave_out() {
  for name in $names; do rm -f "$1/$name"; done
  for list in "$1"/*.deps.json; do
    NAMES=$names awk '
      BEGIN { n = split(ENVIRON["NAMES"], all, /[ \n]+/); for (i = 1; i <= n; i++) out[all[i]] = 1 }
      skipping { if ($0 ~ /}/) skipping = 0; next }
      match($0, /^ *"[^"]*": [{]/) {
        name = $0; sub(/^ *"/, "", name); sub(/": .*/, "", name); sub(/.*\//, "", name)
        if (name in out) { if ($0 !~ /}/) skipping = 1; next }
      }
      { text = text $0 "\n" }
      # Where the last of several went, the one before it ends in a comma.
      END { while (match(text, /,[ \r\n]*}/)) text = substr(text, 1, RSTART - 1) substr(text, RSTART + 1); printf "%s", text }' "$list" >"$work/list"
    cat "$work/list" >"$list"
  done
}

# copy_built FOLDER: a build's files. Two programs share a folder, so what both have must be the same.
copy_built() {
  (cd "$1" && find . -type f ! -name '*.xml' ! -name '*.pdb' \( ! -path './runtimes/*' -o -name libSkiaSharp.so \) ! -path './arm64/*' ! -path './amd64/*' ! -path './x86/*' ! -path './BenchmarkDotNet.Artifacts/*'; cd "$1" && find . -name 'VizBench.*.pdb') | while IFS= read -r file; do
    if [ -e "$stage/bin/$file" ]; then
      cmp -s "$1/$file" "$stage/bin/$file" || fail "two versions of $file would share a folder: $1 has another than the tests; make both anew (remove $root/artifacts) and pack again"
    else
      mkdir -p "$stage/bin/$(dirname "$file")"
      cp "$1/$file" "$stage/bin/$file"
    fi
  done
}

# .NET
mkdir -p "$stage/dotnet/host/fxr" "$stage/dotnet/shared/Microsoft.NETCore.App"
cp -r "$home/host/fxr/$version" "$stage/dotnet/host/fxr/"
cp -rL "$runtime" "$stage/dotnet/shared/Microsoft.NETCore.App/"
for licence in LICENSE.txt ThirdPartyNotices.txt; do [ ! -e "$home/$licence" ] || cp "$home/$licence" "$stage/dotnet/"; done
leave_out "$stage/dotnet/shared/Microsoft.NETCore.App/$version"

# Program, tests, benchmarks
copy_built "$root/artifacts/bin/VizBench.Tests/release"
copy_built "$root/artifacts/bin/VizBench.Benchmarks/release"
leave_out "$stage/bin"

# What they read: files of the product, those beside the tests' sources, the networks that the peer of the benchmarks takes
for folder in suites models golden; do cp -r "$root/$folder" "$stage/"; done
find "$stage/golden" -name '*.received.*' -exec rm -f {} +
(cd "$root" && find tests bench eng/reference -type f ! -name '*.cs' ! -name '*.csproj' ! -name 'packages.*.lock.json' ! -path '*/obj/*' ! -path '*/bin/*' ! -path '*/__pycache__/*') | while IFS= read -r file; do
  mkdir -p "$stage/$(dirname "$file")"
  cp "$root/$file" "$stage/$file"
done

# The shim, as sources: it is built against the host's PyTorch
mkdir -p "$stage/eng"
cp -r "$root/eng/native" "$stage/eng/"
cp "$root/LICENSE" "$stage/"
cp "$here/launcher.sh" "$stage/vizbench"
chmod +x "$stage/vizbench"

uname -m >"$stage/architecture"
# -9 with 64 MB of memory; machine code packs better with its jumps made absolute, numbers of eight bytes with that told.
# So the arrays come last, and are a second stream of the one .xz file.
arrays='\.\(npy\|npz\|pth\|safetensors\|onnx\)$'
filter=
[ "$(uname -m)" != x86_64 ] || filter=--x86
# Equal contents give equal bytes: names in order, no owners, no times.
(
  cd "$work"
  find vizbench-pack -type f | LC_ALL=C sort >files
  { grep -v "$arrays" files || true; grep "$arrays" files || true; } >order
  tar -T order --owner=0 --group=0 --numeric-owner --mtime='2000-01-01 00:00Z' --mode=u+rw,go+r -cf whole.tar
  block=$(tar --block-number -tf whole.tar | sed -n "/$arrays/{s/^block \([0-9]*\):.*/\1/p;q}")
  code=$((${block:-0} * 512))
  # shellcheck disable=SC2086
  [ "$code" = 0 ] || head -c "$code" whole.tar | xz --check=crc64 $filter --lzma2=preset=9 --stdout >vizbench-pack.tar.xz
  tail -c "+$((code + 1))" whole.tar | xz --check=crc64 --lzma2=preset=9,lc=1,lp=3,pb=3 --stdout >>vizbench-pack.tar.xz
  sha256sum vizbench-pack.tar.xz >vizbench-pack.tar.xz.sha256
)
cp "$here/run.sh" "$work/run.sh"
chmod +x "$work/run.sh"
size=$(wc -c <"$work/vizbench-pack.tar.xz")
cat >"$work/README.txt" <<EOF
VizBench packed for a host with PyTorch and a C++ compiler, without .NET and without a network ($(uname -m)).
  sh run.sh OUT               unpacks, builds the shim against that PyTorch, runs doctor, suite, tests and benchmarks,
                              and leaves summary.md, errors.md, doctor.json, tests.txt, … in the folder OUT
  sh run.sh OUT --device cuda --only doctor,suite      (sh run.sh --help shows all)
PyTorch is the one that python3 imports, or the folder in VIZBENCH_LIBTORCH, or the distribution's libtorch.
What run.sh unpacks has a launcher, ./vizbench, for every verb.
EOF
for file in $made; do mv -f "$work/$file" "$out/$file"; done
existed=1
[ "$size" -le "$most" ] || echo "note: the pack has $size bytes, more than the $most that some hosts take" >&2
echo "written  $out ($(((size + 500000) / 1000000)) MB; there: sh run.sh OUT)"
