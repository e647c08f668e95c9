. "$(dirname "$0")/common.sh"
export AWS_ACCESS_KEY_ID=$ACCESS_KEY AWS_SECRET_ACCESS_KEY=$SECRET_KEY AWS_DEFAULT_REGION=us-east-1
# Without this, older versions sign addresses with Signature Version 2.
printf '[default]\ns3 =\n  signature_version = s3v4\n' > config
export AWS_CONFIG_FILE=$WORK/config AWS_SHARED_CREDENTIALS_FILE=$WORK/none AWS_EC2_METADATA_DISABLED=true AWS_PAGER= AWS_MAX_ATTEMPTS=1
aws() { command aws --endpoint-url "$ENDPOINT" "$@"; }
aws --version

step make a bucket
aws s3 mb "s3://$BUCKET"
aws s3 ls | grep >/dev/null "$BUCKET" || fail "the bucket is not listed"
aws s3api get-bucket-location --bucket "$BUCKET"
aws s3api get-bucket-versioning --bucket "$BUCKET"

step one file there and back
aws s3 cp --no-progress tree/plain.txt "s3://$BUCKET/plain.txt"
aws s3 cp --no-progress "s3://$BUCKET/plain.txt" back.txt
cmp tree/plain.txt back.txt

step a large file in parts there and back
aws s3 cp --no-progress tree/deep/er/est/large.bin "s3://$BUCKET/large file.bin"
aws s3 cp --no-progress "s3://$BUCKET/large file.bin" large.bin
cmp tree/deep/er/est/large.bin large.bin
! aws s3api list-parts --bucket "$BUCKET" --key x --upload-id 00000000-0000-0000-0000-000000000000 2> refused || fail "an upload from nowhere"
grep -q NoSuchUpload refused

step a pipe of unknown size
cat tree/deep/er/est/large.bin | aws s3 cp --no-progress - "s3://$BUCKET/piped"
aws s3 cp --no-progress "s3://$BUCKET/piped" - | cmp - tree/deep/er/est/large.bin

step a tree there and back
aws s3 sync --no-progress tree "s3://$BUCKET/tree"
aws s3 sync --no-progress tree "s3://$BUCKET/tree" > again
[ ! -s again ] || fail "the second sync moved something: $(cat again)"
aws s3 sync --no-progress "s3://$BUCKET/tree" tree-back
diff -r tree tree-back
aws s3 ls "s3://$BUCKET/tree/" | grep >/dev/null 'PRE deep/'
[ "$(aws s3 ls --recursive "s3://$BUCKET/tree/" | wc -l)" = 10 ] || fail "ten objects are expected"

step copy and move on the server
aws s3 cp --no-progress "s3://$BUCKET/large file.bin" "s3://$BUCKET/copied/large.bin"
aws s3 mv --no-progress "s3://$BUCKET/plain.txt" "s3://$BUCKET/moved/plain.txt"
aws s3 cp --no-progress "s3://$BUCKET/copied/large.bin" - | cmp - tree/deep/er/est/large.bin
aws s3 cp --no-progress "s3://$BUCKET/moved/plain.txt" - | cmp - tree/plain.txt

step metadata, ranges, conditions
aws s3api put-object --bucket "$BUCKET" --key meta --body tree/plain.txt --content-type text/x-cairn --metadata color=green > put.json
aws s3api head-object --bucket "$BUCKET" --key meta > head.json
grep -q '"color": "green"' head.json && grep -q 'text/x-cairn' head.json
grep -q "$(md5sum < tree/plain.txt | cut -d' ' -f1)" head.json || fail "the ETag is not the MD5"
aws s3api get-object --bucket "$BUCKET" --key meta --range bytes=4-7 part > /dev/null
[ "$(cat part)" = line ] || fail "the range is wrong: $(cat part)"
! aws s3api get-object --bucket "$BUCKET" --key meta --if-match '"other"' part 2> refused || fail "a wrong If-Match passed"
grep -q PreconditionFailed refused

step a refused upload says why
! aws s3api put-object --bucket "$BUCKET-nowhere" --key x --body tree/plain.txt 2> refused || fail "an upload to no bucket"
grep -q NoSuchBucket refused || fail "no reason: $(cat refused)"

step a presigned address
curl -fsS "$(aws s3 presign "s3://$BUCKET/moved/plain.txt")" | cmp - tree/plain.txt

step multipart by hand
id=$(aws s3api create-multipart-upload --bucket "$BUCKET" --key hand --query UploadId --output text)
aws s3api list-multipart-uploads --bucket "$BUCKET" | grep >/dev/null "$id"
aws s3api upload-part --bucket "$BUCKET" --key hand --upload-id "$id" --part-number 1 --body tree/plain.txt > /dev/null
aws s3api list-parts --bucket "$BUCKET" --key hand --upload-id "$id" | grep >/dev/null '"Size": 9'
aws s3api abort-multipart-upload --bucket "$BUCKET" --key hand --upload-id "$id"
! aws s3api list-multipart-uploads --bucket "$BUCKET" | grep >/dev/null "$id" || fail "the upload is still there"

step a lifecycle
printf '{"Rules":[{"ID":"logs","Status":"Enabled","Filter":{"Prefix":"logs/"},"Expiration":{"Days":30},"AbortIncompleteMultipartUpload":{"DaysAfterInitiation":2}}]}' > lifecycle.json
aws s3api put-bucket-lifecycle-configuration --bucket "$BUCKET" --lifecycle-configuration file://lifecycle.json
[ "$(aws s3api get-bucket-lifecycle-configuration --bucket "$BUCKET" --query 'Rules[0].[ID,Status,Filter.Prefix,Expiration.Days,AbortIncompleteMultipartUpload.DaysAfterInitiation]' --output text | tr '\t' ' ')" = "logs Enabled logs/ 30 2" ] || fail "the lifecycle is another"
! aws s3api put-bucket-lifecycle-configuration --bucket "$BUCKET" --lifecycle-configuration '{"Rules":[{"Status":"Enabled","Filter":{},"NoncurrentVersionExpiration":{"NoncurrentDays":1}}]}' 2> refused || fail "a rule was taken that nobody keeps"
grep -q NotImplemented refused
aws s3api delete-bucket-lifecycle --bucket "$BUCKET"
! aws s3api get-bucket-lifecycle-configuration --bucket "$BUCKET" 2> refused || fail "the lifecycle is still there"
grep -q NoSuchLifecycleConfiguration refused

step remove everything
aws s3 rm --recursive "s3://$BUCKET/tree" > /dev/null
aws s3 rb --force "s3://$BUCKET" > /dev/null
! aws s3 ls "s3://$BUCKET" 2> refused || fail "the bucket is still there"
grep -q NoSuchBucket refused
