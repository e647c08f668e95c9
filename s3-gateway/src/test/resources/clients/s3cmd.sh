. "$(dirname "$0")/common.sh"
s3() {
  s3cmd --config="$WORK/none" --access_key="$ACCESS_KEY" --secret_key="$SECRET_KEY" --host="$HOST" --host-bucket="$HOST" \
    --no-ssl --no-progress --multipart-chunk-size-mb=5 "$@"
}
s3cmd --version
touch none

step make a bucket
s3 mb "s3://$BUCKET"
s3 ls | grep >/dev/null "s3://$BUCKET"
s3 info "s3://$BUCKET"

step one file there and back, a large one in parts
s3 put tree/plain.txt "s3://$BUCKET/plain.txt"
s3 get "s3://$BUCKET/plain.txt" back.txt
cmp tree/plain.txt back.txt
s3 put tree/deep/er/est/large.bin "s3://$BUCKET/large file.bin"
s3 get "s3://$BUCKET/large file.bin" large.bin
cmp tree/deep/er/est/large.bin large.bin
s3 info "s3://$BUCKET/plain.txt" | grep >/dev/null "$(md5sum < tree/plain.txt | cut -d' ' -f1)"

step a tree there and back
s3 sync tree/ "s3://$BUCKET/tree/"
s3 sync tree/ "s3://$BUCKET/tree/" > again
! grep -q upload again || fail "the second sync moved something: $(cat again)"
mkdir tree-back
s3 sync "s3://$BUCKET/tree/" tree-back/
diff -r tree tree-back
s3 ls "s3://$BUCKET/tree/" | grep >/dev/null 'DIR.*deep/'
s3 du "s3://$BUCKET/tree/" | grep >/dev/null '10 objects'

step copy, move, metadata
s3 cp "s3://$BUCKET/plain.txt" "s3://$BUCKET/copied.txt"
s3 mv "s3://$BUCKET/copied.txt" "s3://$BUCKET/moved.txt"
s3 modify --add-header='x-amz-meta-color: green' "s3://$BUCKET/moved.txt"
s3 info "s3://$BUCKET/moved.txt" | grep >/dev/null green
s3 get --force "s3://$BUCKET/moved.txt" back.txt
cmp tree/plain.txt back.txt
s3 multipart "s3://$BUCKET"

step remove everything
s3 del --recursive --force "s3://$BUCKET/tree/" > /dev/null
s3 rb --recursive --force "s3://$BUCKET" > /dev/null
! s3 ls "s3://$BUCKET" 2> /dev/null || fail "the bucket is still there"
