set -euo pipefail
# The packages are pinned by the lock file; they are fetched once into the build directory of the module.
mkdir -p "$CACHE"
cp "$(dirname "$0")"/sdk/* "$CACHE"
cd "$CACHE"
if ! cmp -s package-lock.json node_modules/.installed; then
  npm ci --no-audit --no-fund --loglevel=error
  cp package-lock.json node_modules/.installed
fi
node client.mjs
