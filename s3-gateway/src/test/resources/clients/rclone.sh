. "$(dirname "$0")/common.sh"
export RCLONE_CONFIG=$WORK/none RCLONE_CONFIG_C_TYPE=s3 RCLONE_CONFIG_C_PROVIDER=Other RCLONE_CONFIG_C_ENDPOINT=$ENDPOINT
export RCLONE_CONFIG_C_ACCESS_KEY_ID=$ACCESS_KEY RCLONE_CONFIG_C_SECRET_ACCESS_KEY=$SECRET_KEY RCLONE_RETRIES=1 RCLONE_LOW_LEVEL_RETRIES=1
export RCLONE_S3_UPLOAD_CUTOFF=5M RCLONE_S3_CHUNK_SIZE=5M
rclone version | sed -n 1p

step a tree there
rclone mkdir "C:$BUCKET"
rclone sync tree "C:$BUCKET/tree"
rclone check tree "C:$BUCKET/tree"
rclone check --download tree "C:$BUCKET/tree"
[ "$(rclone lsf -R --files-only "C:$BUCKET/tree" | wc -l)" = 10 ] || fail "ten objects are expected"
rclone lsd "C:$BUCKET/tree" | grep >/dev/null deep

step nothing to do the second time
rclone sync -v tree "C:$BUCKET/tree" 2> again
grep -q 'There was nothing to transfer' again || fail "the second sync moved something: $(cat again)"

step and back, with times
rclone sync "C:$BUCKET/tree" tree-back
diff -r tree tree-back
[ "$(stat -c %Y tree/plain.txt)" = "$(stat -c %Y tree-back/plain.txt)" ] || fail "the time was lost"

step a time is changed without the bytes
touch -d '2010-01-02 03:04:05 UTC' tree/plain.txt
rclone sync tree "C:$BUCKET/tree"
rclone lsl "C:$BUCKET/tree/plain.txt" | grep >/dev/null '2010-01-0' || fail "the new time is not there: $(rclone lsl "C:$BUCKET/tree/plain.txt")"

step copy and move on the server
rclone copyto "C:$BUCKET/tree/deep/er/est/large.bin" "C:$BUCKET/copy of large.bin"
rclone moveto "C:$BUCKET/tree/a+b.txt" "C:$BUCKET/moved/a+b.txt"
rclone cat "C:$BUCKET/copy of large.bin" | cmp - tree/deep/er/est/large.bin
rclone cat "C:$BUCKET/moved/a+b.txt" | cmp - tree/a+b.txt
rclone cat --offset 4 --count 4 "C:$BUCKET/tree/plain.txt" | grep >/dev/null -x line

step a pipe
cat tree/deep/er/est/large.bin | rclone rcat "C:$BUCKET/piped"
rclone cat "C:$BUCKET/piped" | cmp - tree/deep/er/est/large.bin

step remove everything
rclone delete "C:$BUCKET/tree"
rclone purge "C:$BUCKET"
! rclone lsf "C:$BUCKET" 2> /dev/null || fail "the bucket is still there"
