. "$(dirname "$0")/common.sh"
export AWS_ACCESS_KEY_ID=$ACCESS_KEY AWS_SECRET_ACCESS_KEY=$SECRET_KEY RESTIC_PASSWORD=secret RESTIC_REPOSITORY="s3:$ENDPOINT/$BUCKET/repo"
export RESTIC_CACHE_DIR=$WORK/cache
restic version

step back up
restic init
restic backup tree
head -c 5000000 /dev/urandom > tree/new.bin
rm tree/empty
restic backup tree
[ "$(restic snapshots --json | grep -o '"short_id"' | wc -l)" = 2 ] || fail "two snapshots are expected"
restic check --read-data

step restore
restic restore latest --target restored
diff -r tree restored/tree

step forget and prune
restic forget --keep-last 1 --prune
restic check
restic restore latest --target restored-again
diff -r tree restored-again/tree
restic unlock
