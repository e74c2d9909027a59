#!/bin/sh
# Builds the native shim against the libtorch at hand and prints the library's path.
#   VIZBENCH_LIBTORCH  the folder of a PyTorch or libtorch (holding lib/ and include/); default: the distribution's package
# Usage: build.sh OUTPUT_FOLDER
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$1

if [ -n "${VIZBENCH_LIBTORCH:-}" ]; then
  root=$VIZBENCH_LIBTORCH
  [ -e "$root/lib/libtorch_cpu.so" ] || { echo "error: no libtorch in $root: lib/libtorch_cpu.so is missing; VIZBENCH_LIBTORCH must name the folder that 'python3 -c \"import torch; print(torch.__path__[0])\"' prints" >&2; exit 2; }
  lib=$root/lib
  include="-isystem $root/include -isystem $root/include/torch/csrc/api/include"
else
  lib=
  for folder in /usr/lib/*-linux-gnu /usr/lib64 /usr/lib; do
    [ -e "$folder/libtorch_cpu.so" ] && { lib=$folder; break; }
  done
  [ -n "$lib" ] || { echo "error: no libtorch on this machine; install it (apt-get install libtorch-dev libopenblas0-pthread) or name a PyTorch folder in VIZBENCH_LIBTORCH" >&2; exit 2; }
  include="-isystem /usr/include/torch/csrc/api/include"
fi

# One build per libtorch and per state of the sources, so that switching between two costs nothing.
fingerprint=$( { cat "$here"/*.cpp "$here"/*.h "$here/build.sh"; echo "$lib"; stat -Lc '%s %Y' "$lib/libtorch_cpu.so"; } | sha256sum | cut -c1-16)
target=$out/$fingerprint/libvizbench_torch.so
if [ ! -e "$target" ]; then
  mkdir -p "$out/$fingerprint"
  # Wheels before PyTorch 2.6 use the old C++ ABI; the mangled names in libc10 tell.
  abi=1
  if grep -aq '_ZN3c105ErrorC1ENS_14SourceLocationESs' "$lib/libc10.so" 2>/dev/null; then abi=0; fi
  cuda=
  [ -e "$lib/libtorch_cuda.so" ] && cuda="-ltorch_cuda -lc10_cuda"
  # The headers of libtorch up to 2.x are C++17; where newer ones ask for C++20, they say so by not compiling.
  compile() {
    objects= pids= failed=0
    for source in vb_call vb_tensor vb_engine; do
      # shellcheck disable=SC2086
      ${CXX:-g++} -std="$1" -O2 -fPIC -fvisibility=hidden -D_GLIBCXX_USE_CXX11_ABI=$abi $include -c "$here/$source.cpp" -o "$out/$fingerprint/$source.o" &
      pids="$pids $!"
      objects="$objects $out/$fingerprint/$source.o"
    done
    for pid in $pids; do wait "$pid" || failed=1; done
    return $failed
  }
  compile c++17 2>"$out/$fingerprint/c++17.log" || compile c++20 || { cat "$out/$fingerprint/c++17.log" >&2; exit 2; }
  # --no-as-needed: nothing here names a CUDA symbol, and yet libtorch_cuda must be loaded for its kernels to register.
  # shellcheck disable=SC2086
  ${CXX:-g++} -shared $objects -o "$target.partial" -L"$lib" -Wl,--no-as-needed -ltorch -ltorch_cpu $cuda -lc10 -ldl -Wl,-rpath,"$lib"
  rm -f $objects
  mv "$target.partial" "$target"
fi
echo "$target"
