# Sourced by the launchers. OpenBLAS chooses its kernels by the processor's model, and a model that is newer than it gets the oldest ones, at a
# fifth of the speed. So on Intel's processors it is told which to take, by what they can do; numbers then are the same on all that can do
# the same. A type that the caller sets stays, and an empty one leaves the choice to OpenBLAS.
cpuinfo=${VIZBENCH_CPUINFO:-/proc/cpuinfo}
if [ -z "${OPENBLAS_CORETYPE+set}" ] && [ -r "$cpuinfo" ]; then
  # The kernel names features in an order that does not change.
  case $(sed -n '/^vendor_id/p; /^flags/ { p; q; }' "$cpuinfo") in
    *GenuineIntel*' avx512dq'*' avx512bw'*' avx512vl'*) export OPENBLAS_CORETYPE=SkylakeX ;;
    *GenuineIntel*' fma'*' avx2'*) export OPENBLAS_CORETYPE=Haswell ;;
  esac
fi
