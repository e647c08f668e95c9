# Read by every client's script: ENDPOINT, HOST, ACCESS_KEY, SECRET_KEY, BUCKET and WORK come from the test; WORK is empty.
set -euo pipefail
# Nothing of the machine's own settings for such clients may count.
for name in $(compgen -e AWS_) $(compgen -e RCLONE_) $(compgen -e RESTIC_); do unset "$name"; done
fail() { echo "FAILED: $*" >&2; exit 1; }
step() { echo "== $*"; }
# A tree with everything that is awkward: empty files, deep folders, blanks, signs, umlauts, emoji, long names, old times.
make_tree() { # DIRECTORY
  mkdir -p "$1/deep/er/est" "$1/with blank"
  : > "$1/empty"
  printf 'one line\n' > "$1/plain.txt"
  printf 'plus' > "$1/a+b.txt"
  printf 'percent' > "$1/100%.txt"
  printf 'percent20' > "$1/a%20b.txt"
  printf 'emoji' > "$1/with blank/😀 ümläut.txt"
  printf 'quote' > "$1/with blank/it's & <this>.txt"
  printf 'long' > "$1/deep/$(printf 'n%.0s' $(seq 200)).txt"
  head -c 300000 /dev/urandom > "$1/deep/er/middle.bin"
  head -c 12000000 /dev/urandom > "$1/deep/er/est/large.bin"
  touch -d '2001-02-03 04:05:06 UTC' "$1/plain.txt"
}
cd "$WORK"
make_tree tree
