#!/bin/sh
# VizBench, packed: runs the command line with the runtime that came along, on the PyTorch of this host.
#   ./vizbench VERB …      ./vizbench --help lists the verbs
#   ./vizbench test […]    the tests, without those that look into a checkout
#   ./vizbench benchmarks peer NETWORK [ROUNDS] [PYTHON] [DEVICE]    time and numbers beside torchvision's
#   ./vizbench benchmarks endurance NETWORK REPETITIONS              what is left behind: tensors, memory
# Environment:
#   VIZBENCH_LIBTORCH      the folder of a PyTorch; default: the one that python3 imports, else the distribution's libtorch
#   VIZBENCH_SHIM          a native shim that is built already
#   CXX                    the compiler; default: g++
set -eu
# The number of a closed stream would go to the next file that is opened, and messages into that file. So it is opened the
# wrong way round: writing fails then.
( : 9<&0 ) 2>/dev/null || exec 0</dev/null
( : 9>&1 ) 2>/dev/null || exec 1</dev/null
( : 9>&2 ) 2>/dev/null || exec 2</dev/null

root=$(dirname "$(readlink -f "$0")")

fail() { echo "error: $*" >&2; exit 2; }

any() { for candidate in "$@"; do [ -e "$candidate" ] && return 0; done; return 1; }

# The PyTorch that python3 imports, by its place alone: importing it would take seconds. A distribution's package keeps its
# libraries elsewhere, where the shim's build finds them by itself.
find_libtorch() {
  [ -z "${VIZBENCH_LIBTORCH:-}" ] || return 0
  folder=$(python3 -c 'import importlib.util as u; s = u.find_spec("torch"); print(s.submodule_search_locations[0] if s else "")' 2>/dev/null) || return 0
  [ ! -e "$folder/lib/libtorch_cpu.so" ] || export VIZBENCH_LIBTORCH="$folder"
}

# Exports the path of the shim; builds it first where it is missing.
native_shim() {
  [ -z "${VIZBENCH_SHIM:-}" ] || return 0
  find_libtorch
  found=0
  shim=$(sh "$root/eng/native/build.sh" --find "$root/native") || found=$?
  if [ "$found" = 3 ]; then
    echo "vizbench: building the native shim (under a minute)" >&2
    log=$(mktemp)
    if ! shim=$(sh "$root/eng/native/build.sh" "$root/native" 2>"$log"); then
      cat "$log" >&2
      grep -q '^error: ' "$log" || echo "error: the native shim could not be built (see above)" >&2
      rm -f "$log"
      return 1
    fi
    rm -f "$log"
  elif [ "$found" != 0 ]; then
    return 1
  fi
  export VIZBENCH_SHIM="$shim"
}

[ "$(uname -m)" = "$(cat "$root/architecture")" ] || fail "this pack is for $(cat "$root/architecture"), and this machine is $(uname -m); make one there with ./vizbench pack"
. "$root/eng/native/openblas.sh"
# cuBLAS repeats to the bit only with this, and reads it from the native environment.
export CUBLAS_WORKSPACE_CONFIG="${CUBLAS_WORKSPACE_CONFIG:-:4096:8}"
# Large tensors come and go; in large pages they cost a fraction of the page faults.
export GLIBC_TUNABLES="${GLIBC_TUNABLES:-glibc.malloc.hugetlb=1}"
export DOTNET_ROOT="$root/dotnet" DOTNET_TieredPGO=0 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1
# No runtime but the one that came along.
export DOTNET_MULTILEVEL_LOOKUP=0
unset DOTNET_STARTUP_HOOKS DOTNET_ROOT_X64 VIZBENCH_HOME

# The verb is the first word that is no option.
verb= help=
for word in "$@"; do
  case $word in
    --) break ;;
    -h | --help | '-?') help=1 ;;
    -*) ;;
    *) [ -n "$verb" ] || verb=$word ;;
  esac
done
[ -z "$help" ] || verb=

case $verb in
  '' | '['* | list | report | help | completion | get) ;;
  # The doctor reports what is missing instead of failing for it.
  doctor) native_shim || export VIZBENCH_SHIM="$root/native/not-built" ;;
  *) native_shim || exit 2 ;;
esac
case $verb in
  shim) echo "$VIZBENCH_SHIM"; exit 0 ;;
  test | benchmarks)
    while [ "$1" != "$verb" ]; do shift; done
    shift
    [ "${1:-}" != -- ] || shift
    [ "$verb" = test ] || exec "$root/bin/VizBench.Benchmarks" "$@"
    # A filter of the caller's own stands alone: the runner takes one.
    case " $* " in *" --filter "*) ;; *) set -- --filter "TestCategory!=Checkout" "$@" ;; esac
    exec "$root/bin/VizBench.Tests" --progress off "$@"
    ;;
esac
exec "$root/bin/VizBench.Cli" "$@"
