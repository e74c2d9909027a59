#!/bin/sh
# Makes docs/results: runs suites, dissects and inverts vgg-mini, and tabulates all of it. Suites that runs/results holds already are
# gone on with; those of another version are refused: remove runs/results then.
# Usage: eng/results.sh [SUITE…]      default: the parts of suite full, two to three hours; quick styles: five minutes
# One thread, so that the costs of one machine can be compared, however many processors it has: THREADS=N for others.
set -eu
cd "$(dirname "$0")/.."
vizbench=${VIZBENCH:-./vizbench}
[ $# -gt 0 ] || set -- full-images full-networks full-dreams full-inversions full-decoders full-paintings full-style
mkdir -p runs/results docs/results
figures='attribution-iou,layer-sums-*,spectrum-*,content-distance-*,detectors-*,inversion-error-*,code-error'

tabulate() { # NAME TITLE SOURCE… [OPTION…]
  name=$1 title=$2
  shift 2
  "$vizbench" table "$@" --title "$title" --label "$name" --format markdown,latex --figures svg --figure "$figures" --out "docs/results/$name"
}

# A sheet of a few of a suite's pictures: repositories are no albums.
picture() { # NAME RUN
  case $1 in
    full-images) cases='*.world-1000-3,*.world-1000-3.*' ;;
    full-networks) cases='resnet-mini.*.world-1000-3,resnet-mini.*.world-1000-3.*' ;;
    full-dreams) cases='alexnet-mini.*-3,alexnet-mini.*-3.*,vgg-mini.*-3,vgg-mini.*-3.*' ;;
    full-paintings) cases='vgg-mini.*target-3*' ;;
    full-style) cases='vgg-mini.style-fast.*-1000-3*,vgg-mini.*-1000-3.*strokes*,vgg-mini.*-1000-3.*glass,vgg-mini.*-1000-3.*woodcut' ;;
    quick | styles) cases='vgg-mini.*-1000-3,vgg-mini.*-1000-3.*' ;;
    imagenet) cases='*.coffee,*.coffee.*' ;;
    *) cases='*-1000-3,*-1000-3.*' ;;
  esac
  "$vizbench" report "$2" --sheet "docs/results/$1.jpg" --filter "$cases"
}

runs_of() { # SUITE…
  for suite in "$@"; do
    # 1: a case failed, which the table marks as a gap.
    "$vizbench" run "$suite" --threads "${THREADS:-1}" --out "runs/results/$suite" --resume || [ $? = 1 ]
  done
}

for suite in "$@"; do
  runs_of "$suite"
  tabulate "$suite" "Suite $suite" "runs/results/$suite"
  picture "$suite" "runs/results/$suite"
done

rm -rf runs/results/dissection runs/results/inversions
"$vizbench" dissect vgg-mini --out runs/results/dissection
"$vizbench" inversions vgg-mini --images 4 --set steps=100 --out runs/results/inversions
tabulate layers "Layers of vgg-mini" runs/results/dissection runs/results/inversions --by layer

# The network of photographs is an extra: it has to be obtained.
if "$vizbench" get imagenet-resnet18; then
  runs_of imagenet-attribution imagenet-dreams
  tabulate imagenet "Methods on imagenet-resnet18" runs/results/imagenet-attribution runs/results/imagenet-dreams --runs pooled
  picture imagenet runs/results/imagenet-attribution
  rm -rf runs/results/imagenet-dissection
  "$vizbench" dissect imagenet-resnet18 --probes color,texture --out runs/results/imagenet-dissection
  tabulate imagenet-layers "Layers of imagenet-resnet18" runs/results/imagenet-dissection --by layer
fi
