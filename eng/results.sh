#!/bin/sh
# Makes docs/results: runs suites, dissects and inverts vgg-mini, and tabulates all of it. Suites that runs/results holds already are
# taken over; those of another version are refused: remove runs/results then.
# Usage: eng/results.sh [SUITE…]      default: quick styles (about five minutes on two cores)
set -eu
cd "$(dirname "$0")/.."
vizbench=${VIZBENCH:-./vizbench}
[ $# -gt 0 ] || set -- quick styles
mkdir -p runs/results docs/results
figures='attribution-iou,layer-sums-*,spectrum-maximisation,spectrum-inversion,spectrum-style,content-distance-*,detectors-*,inversion-error-*'
for suite in "$@"; do
  # 1: a case failed, which the table marks as a gap.
  "$vizbench" run "$suite" --out "runs/results/$suite" --resume || [ $? = 1 ]
  "$vizbench" table "runs/results/$suite" --title "Suite $suite" --label "$suite" --format markdown,latex --figures svg --figure "$figures" --out "docs/results/$suite"
done
rm -rf runs/results/dissection runs/results/inversions
"$vizbench" dissect vgg-mini --out runs/results/dissection
"$vizbench" inversions vgg-mini --images 4 --set steps=100 --out runs/results/inversions
"$vizbench" table runs/results/dissection runs/results/inversions --by layer --title "Layers of vgg-mini" --label layers --format markdown,latex --figures svg --figure "$figures" --out docs/results/layers
