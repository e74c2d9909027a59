#!/bin/sh
# Builds the native shim against the libtorch at hand and prints the library's path.
#   VIZBENCH_LIBTORCH  the folder of a PyTorch or libtorch (holding lib/ and include/); default: the distribution's package
#   CXX                the compiler; default: g++
# Usage: build.sh [--find] OUTPUT_FOLDER
#   --find             builds nothing: prints the path of what is built already, or ends with exit code 3
set -eu
here=$(cd "$(dirname "$0")" && pwd)
find=
[ "$1" != --find ] || { find=1; shift; }
out=$1
# A compiler may come with words of its own (ccache g++), so it is split where it is used.
compiler=${CXX:-g++}

fail() { echo "error: $*" >&2; exit 2; }

# From here on the positional parameters are the compiler's flags for the headers: a path in them may hold spaces.
if [ -n "${VIZBENCH_LIBTORCH:-}" ]; then
  [ -e "$VIZBENCH_LIBTORCH/lib/libtorch_cpu.so" ] || fail "no libtorch in $VIZBENCH_LIBTORCH: lib/libtorch_cpu.so is missing; VIZBENCH_LIBTORCH must name the folder that 'python3 -c \"import torch; print(torch.__path__[0])\"' prints"
  # Absolute: the path goes into the library, and programs run in any folder.
  root=$(cd "$VIZBENCH_LIBTORCH" && pwd -P)
  lib=$root/lib
  set -- -isystem "$root/include" -isystem "$root/include/torch/csrc/api/include"
else
  lib=
  for folder in /usr/lib/*-linux-gnu /usr/lib64 /usr/lib; do
    [ -e "$folder/libtorch_cpu.so" ] && { lib=$folder; break; }
  done
  [ -n "$lib" ] || fail "no libtorch on this machine; install it (apt-get install libtorch-dev libopenblas0-openmp) or name a PyTorch folder in VIZBENCH_LIBTORCH"
  set -- -isystem /usr/include/torch/csrc/api/include
fi

# One build per libtorch, compiler and state of the sources, so that switching between two costs nothing.
# shellcheck disable=SC2086
version=$($compiler --version 2>/dev/null | head -n 1)
fingerprint=$( { cat "$here"/*.cpp "$here"/*.h "$here/build.sh"; echo "$lib"; stat -Lc '%s %Y' "$lib/libtorch_cpu.so"; echo "$version"; } | sha256sum | cut -c1-16)
target=$out/$fingerprint/libvizbench_torch.so
if [ -e "$target" ]; then
  echo "$target"
  exit 0
fi
[ -z "$find" ] || exit 3
[ -n "$version" ] || fail "no C++ compiler: '$compiler' can't be run; install g++, or name one in CXX"

# In a folder of its own, which goes whatever happens; only a whole library reaches its place.
mkdir -p "$out"
out=$(cd "$out" && pwd)
work=$(mktemp -d "$out/.building-XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
cd "$work"

# Wheels before PyTorch 2.6 use the old C++ ABI; the mangled names in libc10 tell.
abi=1
if grep -aq '_ZN3c105ErrorC1ENS_14SourceLocationESs' "$lib/libc10.so" 2>/dev/null; then abi=0; fi

# compile STANDARD FLAG…
compile() {
  standard=$1 pids= failed=0
  shift
  for source in vb_call vb_tensor vb_engine; do
    # shellcheck disable=SC2086
    $compiler -std="$standard" -O2 -fPIC -fvisibility=hidden -D_GLIBCXX_USE_CXX11_ABI=$abi "$@" -c "$here/$source.cpp" -o $source.o &
    pids="$pids $!"
  done
  for pid in $pids; do wait "$pid" || failed=1; done
  return $failed
}
# The headers of libtorch up to 2.x are C++17; where newer ones ask for C++20, they say so by not compiling.
compile c++17 "$@" 2>c++17.log || compile c++20 "$@" || { cat c++17.log >&2; exit 2; }

cuda=
set -- -Xlinker -rpath -Xlinker "$lib"
if [ -e "$lib/libtorch_cuda.so" ]; then
  cuda="-ltorch_cuda -lc10_cuda"
  # In a wheel, NVIDIA's libraries lie beside torch in folders of their own. libtorch_cuda finds them by its own path; but
  # cuDNN opens NVRTC by its bare name (Python's torch loads it beforehand), and so do others among themselves. As the old
  # kind of path (DT_RPATH), which holds for whatever is loaded through this library, no LD_LIBRARY_PATH is needed.
  set -- "$@" -Xlinker --disable-new-dtags
  # The one that this libtorch was built for: other packages may have brought other versions.
  nvrtc=$(grep -ao 'libnvrtc\.so\.[0-9]*' "$lib/libcaffe2_nvrtc.so" 2>/dev/null | head -n 1)
  for folder in "$lib"/../../nvidia/*/lib; do
    [ -d "$folder" ] || continue
    folder=$(cd "$folder" && pwd -P)
    set -- "$@" -Xlinker -rpath -Xlinker "$folder"
    [ -z "$nvrtc" ] || [ ! -e "$folder/$nvrtc" ] || { set -- "$@" "$folder/$nvrtc"; nvrtc=; }
  done
fi
# --no-as-needed: nothing here names a CUDA symbol, and yet libtorch_cuda must be loaded for its kernels to register.
# shellcheck disable=SC2086
$compiler -shared vb_call.o vb_tensor.o vb_engine.o -o whole.so -L"$lib" -Wl,--no-as-needed -ltorch -ltorch_cpu $cuda -lc10 -ldl "$@"
target=$out/$fingerprint/libvizbench_torch.so
mkdir -p "$out/$fingerprint"
mv whole.so "$target"
echo "$target"
