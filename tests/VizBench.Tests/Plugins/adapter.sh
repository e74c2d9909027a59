#!/bin/sh
# An adapter for the tests. Its argument says how it shakes hands, a request's option "behavior" what becomes of the request.
# It writes its number, and those of what it starts, to pids beside itself.
here=$(cd "$(dirname "$0")" && pwd)
line=
field() { printf '%s\n' "$line" | sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"; }
answer() { echo "{\"message\":\"result\",\"id\":$(field id),\"value\":\"value.npy\"$1}"; }
companion() { sleep 1000 & echo $! >>"$here/pids"; }
hello() { IFS= read -r line; echo "{\"message\":\"hello\",\"protocol\":$1,\"name\":\"test-adapter\",\"version\":\"$2\"}"; }

echo $$ >>"$here/pids"
case ${1:-good} in
  good) hello 1 1.0 ;;
  newer) hello 1 1.1 ;;
  protocol) hello 7 1.0 ;;
  nameless) IFS= read -r line; echo '{"message":"hello","protocol":1}' ;;
  silent) companion; sleep 1000 ;;
  garbage) echo 'Loading the model ...' ;;
  leaves) echo 'no module named torch' >&2; exit 3 ;;
esac

while IFS= read -r line; do
  cd "$(field output)" || exit 1
  case $(field behavior) in
    echo) cp input.npy value.npy; answer ;;
    scalars) cp input.npy value.npy; answer ',"scalars":{"conservation-error":[0.25]},"notes":["a note"],"seconds":1234.5' ;;
    onnx) [ -s "$(field onnx)" ] && [ -s "$(field network)/network.json" ] && cp input.npy value.npy; answer ;;
    waits) [ -n "$OMP_WAIT_POLICY$GOMP_SPINCOUNT$KMP_BLOCKTIME" ] && cp input.npy value.npy; answer ;;
    given) cp "$here/$(field file)" value.npy; answer ;;
    progress) echo "{\"message\":\"progress\",\"id\":$(field id),\"share\":0.5}"; cp input.npy value.npy; answer ;;
    talkative) head -c 3000000 /dev/zero | tr '\0' 'x' >&2; cp input.npy value.npy; answer ;;
    refuses) echo "{\"message\":\"error\",\"id\":$(field id),\"reason\":\"this network has no such layer\"}" ;;
    hangs) companion; sleep 1000 ;;
    crashes) companion; echo 'segmentation fault, nearly' >&2; kill -9 $$ ;;
    leaves) exit 5 ;;
    garbage) cp input.npy value.npy; echo 'epoch 1 of 10'; answer ;;
    floods) yes 'a line of no message' ;;
    endless) head -c 3000000 /dev/zero | tr '\0' 'x'; sleep 1000 ;;
    other) echo "{\"message\":\"result\",\"id\":12345,\"value\":\"value.npy\"}" ;;
    unknown) echo "{\"message\":\"hooray\",\"id\":$(field id)}" ;;
    nothing) answer ;;
    elsewhere) echo "{\"message\":\"result\",\"id\":$(field id),\"value\":\"../../secret.npy\"}" ;;
    numberless) cp input.npy value.npy; answer ',"scalars":{"x":0.5}' ;;
  esac
done
