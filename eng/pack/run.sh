#!/bin/sh
# Runs a packed VizBench on this host and gathers the results in one folder of at most eight files:
#   summary.md, summary.json     each step: passed, failed, seconds
#   doctor.json                  the machine, libtorch, devices
#   errors.md, errors.json       the suite in each precision against the float64 goldens, by method and by case
#   tests.txt, benchmarks.txt    what they said
#   details.tar.gz               logs, run folders (without large tensors), benchmark results
# The host needs PyTorch (the one that python3 imports, the folder in VIZBENCH_LIBTORCH, or the distribution's libtorch)
# and a C++ compiler; neither .NET nor a network.
# A step that fails stops no other. Exit code: 0 all fine, 1 some step failed, 2 nothing could be run.
# Usage: run.sh OUT [--only STEP,…] [--device cpu|cuda|cuda:INDEX] [--scratch DIR] [--limit SECONDS]
#   --only      of doctor, suite, tests, bench                      (default: all)
#   --device    where the suite runs                                (default: cuda where there is one, else cpu)
#   --scratch   where the pack is unpacked, and found again         (default: a folder of yours below TMPDIR or /tmp)
#   --limit     seconds after which a step is ended                 (default: 900)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
archive=$here/vizbench-pack.tar.xz
precisions="float64 float32 bfloat16 tf32"

fail() { echo "error: $*" >&2; exit 2; }

# Arguments
out= only=doctor,suite,tests,bench device= scratch= limit=900
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) sed -n '2,/^set -eu/s/^# \{0,1\}//p' "$0"; exit 0 ;;
    --only | --device | --scratch | --limit)
      [ $# -gt 1 ] || fail "$1 needs a value; see sh run.sh --help"
      case $1 in --only) only=$2 ;; --device) device=$2 ;; --scratch) scratch=$2 ;; --limit) limit=$2 ;; esac
      shift 2
      ;;
    -*) fail "run.sh has no option '$1'; see sh run.sh --help" ;;
    *) [ -z "$out" ] || fail "run.sh takes one folder, not '$out' and '$1' too"; out=$1; shift ;;
  esac
done
[ -n "$out" ] || fail "run.sh needs a folder for the results, for example: sh run.sh results"
for step in $(echo "$only" | tr , ' '); do
  case $step in doctor | suite | tests | bench) ;; *) fail "there is no step '$step'; use doctor, suite, tests, bench (several with commas)" ;; esac
done
case $device in '' | cpu | cuda | cuda:[0-9]*) ;; *) fail "'$device' is not a device; use cpu, cuda or cuda:INDEX" ;; esac
case $limit in '' | *[!0-9]* | 0*) fail "--limit takes seconds, a whole number above 0, not '$limit'" ;; esac
wanted() { case ",$only," in *",$1,"*) return 0 ;; *) return 1 ;; esac; }

[ -e "$archive" ] || fail "$archive is missing: run.sh lies beside the pack that ./vizbench pack --out DIR made"
(mkdir -p "$out" && : >"$out/.writable" && rm "$out/.writable") 2>/dev/null || fail "$out can't be written; name another folder"
out=$(cd "$out" && pwd)

# Unpacks once: what is unpacked under the archive's hash is whole, since it is moved there last.
hash=$(cut -c1-12 "$archive.sha256" 2>/dev/null) || fail "$archive.sha256 is missing: make the pack again with ./vizbench pack --out DIR"
scratch=${scratch:-${TMPDIR:-/tmp}/vizbench-$(id -u)}
# A folder of somebody else's in a place that all may write could hold anything.
(mkdir -p -m 700 "$scratch") 2>/dev/null && [ -w "$scratch" ] && [ -O "$scratch" ] || fail "$scratch can't be made, or belongs to somebody else; name another folder with --scratch"
scratch=$(cd "$scratch" && pwd)
pack=$scratch/$hash/vizbench-pack
unpack() {
  if command -v sha256sum >/dev/null; then
    (cd "$here" && sha256sum -c "$(basename "$archive").sha256" >/dev/null 2>&1) || fail "$archive is not what $archive.sha256 says: it did not arrive whole; copy it again"
  fi
  fresh=$(mktemp -d "$scratch/.unpacking-XXXXXX")
  if command -v xz >/dev/null && command -v tar >/dev/null; then
    tar -xJf "$archive" -C "$fresh" || { rm -rf "$fresh"; fail "$archive can't be unpacked into $scratch (see above)"; }
  else
    python3 -c 'import sys, tarfile
with tarfile.open(sys.argv[1]) as pack: pack.extractall(sys.argv[2], **({"filter": "tar"} if hasattr(tarfile, "tar_filter") else {}))' "$archive" "$fresh" ||
      { rm -rf "$fresh"; fail "$archive can't be unpacked: this host has neither xz with tar nor a python3 with lzma"; }
  fi
  rm -rf "${scratch:?}/$hash"
  mv "$fresh" "$scratch/$hash"
}
[ -x "$pack/vizbench" ] || unpack
vizbench=$pack/vizbench

results=$(mktemp -d "$scratch/results-XXXXXX")
mkdir "$results/logs" "$results/runs"
steps=$results/steps.tsv
: >"$steps"
for old in summary.md summary.json doctor.json errors.md errors.json tests.txt benchmarks.txt details.tar.gz; do rm -f "$out/$old"; done
started=$(date -u +%Y-%m-%dT%H:%M:%SZ)
now() { date +%s; }

# limited COMMAND…: ends it after the limit, where the host can; "ended after" in the remark then says so.
if command -v timeout >/dev/null; then limited() { timeout -k 10 "$limit" "$@"; }; else limited() { "$@"; }; fi

# record STEP RESULT SECONDS REMARK: a line of the summary. All files are written again, so that a run that is killed leaves
# what it had.
record() {
  printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$(printf %s "$4" | tr '\t\n' '  ')" >>"$steps"
  printf '%-16s %-8s %5s s  %s\n' "$1" "$2" "$3" "$4" >&2
  {
    printf 'VizBench on %s, %s, started %s\n\n| step | result | seconds | |\n|---|---|--:|---|\n' "$(uname -n)" "${device:-device unknown}" "$started"
    sed 's/|/\\|/g; s/\t/ | /g; s/^/| /; s/$/ |/' "$steps"
  } >"$out/summary.md"
  {
    printf '{\n  "host": "%s",\n  "device": "%s",\n  "started": "%s",\n  "steps": [' "$(uname -n)" "$device" "$started"
    sed 's/[\\"]/\\&/g' "$steps" | awk -F '\t' '{ printf "%s\n    { \"step\": \"%s\", \"result\": \"%s\", \"seconds\": %d, \"remark\": \"%s\" }", (NR > 1 ? "," : ""), $1, $2, $3, $4 }'
    printf '\n  ]\n}\n'
  } >"$out/summary.json"
  keep_details
}

keep_details() {
  (cd "$results" && find . -name '*.npy' -size +32k >large.txt && tar --exclude-from=large.txt -czf "$out/.details" logs runs) 2>/dev/null && mv -f "$out/.details" "$out/details.tar.gz" || rm -f "$out/.details"
}

# The last line of a log, without colours: what a step came to, or why it ended.
last_line() { sed 's/\x1b\[[0-9;]*m//g' "$1" | awk 'NF { line = $0 } END { print line }' | cut -c1-300; }
end_of() { if [ "$1" = 124 ] || [ "$1" = 137 ]; then echo "ended after $limit s"; else last_line "$2"; fi; }

# The shim, without which nothing computes
began=$(now)
if shim=$("$vizbench" shim 2>"$results/logs/shim.log"); then
  export VIZBENCH_SHIM="$shim"
  record shim passed $(($(now) - began)) "$shim"
  usable=1
else
  record shim failed $(($(now) - began)) "$(grep -m 1 'error: ' "$results/logs/shim.log" | cut -c1-300)"
  export VIZBENCH_SHIM="$pack/native/not-built"
  usable=
fi

# Always asked: it says which devices there are.
began=$(now) code=0
limited "$vizbench" doctor --json >"$out/doctor.json" 2>"$results/logs/doctor.log" || code=$?
cp "$out/doctor.json" "$results/logs/doctor.json"
if [ -z "$device" ]; then
  device=cpu
  [ -z "$(sed -n '/"CUDA devices"/,/}/s/.*"value": "\([0-9][0-9]*\)".*/\1/p' "$out/doctor.json")" ] || device=cuda
fi
if wanted doctor; then
  libtorch=$(sed -n '/"subject": "libtorch"/,/}/s/.*"value": "\(.*\)",*$/\1/p' "$out/doctor.json" | cut -c1-200)
  if [ "$code" = 0 ]; then record doctor passed $(($(now) - began)) "libtorch $libtorch"; else record doctor failed $(($(now) - began)) "$(end_of "$code" "$results/logs/doctor.log"); see doctor.json"; fi
fi

suite() {
  runs=
  for precision in $precisions; do
    began=$(now) code=0 log=$results/logs/run-$precision.log run=$results/runs/gpu-$precision
    limited "$vizbench" run gpu --device "$device" --dtype "$precision" --out "$run" >"$log" 2>&1 || code=$?
    if [ "$code" = 2 ] && grep -q 'needs a CUDA device' "$log"; then
      record "suite $precision" "none" $(($(now) - began)) "not on this device ($device)"
      continue
    fi
    if [ "$code" -gt 1 ]; then
      record "suite $precision" failed $(($(now) - began)) "$(end_of "$code" "$log")"
      continue
    fi
    code=0
    "$vizbench" verify "$run" >"$results/logs/verify-$precision.txt" 2>"$results/logs/verify-$precision.log" || code=$?
    runs="$runs gpu-$precision"
    if [ "$code" = 0 ]; then
      record "suite $precision" passed $(($(now) - began)) "$(last_line "$results/logs/verify-$precision.txt")"
    else
      [ -s "$results/logs/verify-$precision.txt" ] || cp "$results/logs/verify-$precision.log" "$results/logs/verify-$precision.txt"
      record "suite $precision" failed $(($(now) - began)) "$(last_line "$results/logs/verify-$precision.txt"); see errors.md"
    fi
  done
  [ -n "$runs" ] || return 0
  # In the folder of the runs, so that the table names them shortly.
  # shellcheck disable=SC2086
  (cd "$results/runs" && "$vizbench" verify $runs --format md >"$out/errors.md"; "$vizbench" verify $runs --format json >"$out/errors.json") 2>"$results/logs/errors.log" || true
}

tests() {
  began=$(now) code=0 log=$results/logs/tests.log
  limited "$vizbench" test >"$log" 2>&1 || code=$?
  sed 's/\x1b\[[0-9;]*m//g' "$log" >"$out/tests.txt"
  apart=$("$vizbench" test --list-tests --filter TestCategory=Checkout 2>/dev/null | sed -n 's/.*found \([0-9][0-9]*\) test.*/\1/p' | tail -n 1)
  counts=$(awk '$1 == "succeeded:" { passed = $2; seen = 1 } $1 == "failed:" { failed = $2 } $1 == "skipped:" { skipped = $2 }
    END { if (seen) print (passed + 0) " passed, " (failed + 0) " failed" (skipped > 0 ? ", " skipped " skipped" : "") }' "$out/tests.txt")
  remark="${counts:-no result: $(end_of "$code" "$log")}; ${apart:-some} more look into a checkout and are left out"
  if [ "$code" = 0 ]; then record tests passed $(($(now) - began)) "$remark"; else record tests failed $(($(now) - began)) "$remark"; fi
}

# benchmark NAME ARGUMENT…: one of them, its lines kept. Slower than the peer is no failure here: where a process's memory comes
# to lie moves one start by a tenth.
benchmark() {
  began=$(now) code=0 name=$1 log=$results/logs/benchmark-$1.log
  shift
  limited "$vizbench" benchmarks "$@" >"$log" 2>&1 || code=$?
  { echo "benchmarks $*"; cat "$log"; echo; } >>"$out/benchmarks.txt"
  # The line with the times; of one that broke, why.
  line=$(grep -E 'ratio of medians|repetitions;' "$log" | cut -c1-300)
  [ -n "$line" ] || line=$(end_of "$code" "$log")
  result=failed
  case $code$line in 0*) result=passed ;; 1*'ratio of medians'*) result=slower ;; esac
  record "bench $name" "$result" $(($(now) - began)) "$line"
}

benchmarks() {
  : >"$out/benchmarks.txt"
  if python3 -c 'import torch, torchvision' 2>/dev/null; then
    for network in alexnet vgg16; do
      benchmark "$network" peer "$network" 5 python3 "$device"
    done
  else
    record "bench peer" none 0 "python3 has no torchvision to compare with"
  fi
  benchmark endurance endurance alexnet 50
}

if [ -n "$usable" ]; then
  if wanted suite; then suite; fi
  if wanted tests; then tests; fi
  if wanted bench; then benchmarks; fi
fi

rm -rf "$results"
cat "$out/summary.md"
[ -n "$usable" ] || exit 2
if grep -q '| failed |' "$out/summary.md"; then exit 1; fi
