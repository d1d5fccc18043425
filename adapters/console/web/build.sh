#!/bin/sh
# Builds the page and embeds it: web/build.sh OUT_DIR leaves OUT_DIR/dist and OUT_DIR/assets.cpp.
# Several build folders share one node_modules, so one at a time; it is installed again only when the lock file changes.
set -eu
out=$1
cd "$(dirname "$0")"
exec 9>.build.lock
flock 9
if ! cmp -s package-lock.json node_modules/.installed-lock.json; then
  npm ci --no-audit --no-fund --loglevel=error
  cp package-lock.json node_modules/.installed-lock.json
fi
npm run -s build -- --outDir "$out/dist" --emptyOutDir --logLevel warn
node embed.mjs "$out/dist" ../openapi.json "$out/assets.cpp"
