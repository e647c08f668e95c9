// The AWS SDK for JavaScript v3 with its default settings (checksums in trailers and all).
import assert from 'node:assert/strict';
import { randomBytes, createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import * as s3 from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

const Bucket = process.env.BUCKET;
const client = new s3.S3Client({
  endpoint: process.env.ENDPOINT,
  region: 'eu-west-1',
  forcePathStyle: true,
  maxAttempts: 1,
  credentials: { accessKeyId: process.env.ACCESS_KEY, secretAccessKey: process.env.SECRET_KEY },
});
const send = command => client.send(command);
const refused = async (command, name) => {
  await assert.rejects(send(command), error => {
    assert.equal(error.name, name);
    return true;
  });
};
const bytesOf = async (Key, more = {}) =>
  Buffer.from(await (await send(new s3.GetObjectCommand({ Bucket, Key, ...more }))).Body.transformToByteArray());

await send(new s3.CreateBucketCommand({ Bucket }));
await send(new s3.HeadBucketCommand({ Bucket }));
assert.ok((await send(new s3.ListBucketsCommand({}))).Buckets.some(bucket => bucket.Name === Bucket));

for (const size of [0, 1, 8192, 65536, 65537, 300_000, 6_000_000]) {
  const Body = randomBytes(size);
  const put = await send(new s3.PutObjectCommand({ Bucket, Key: `sizes/${size}`, Body }));
  assert.equal(put.ETag, `"${createHash('md5').update(Body).digest('hex')}"`);
  assert.deepEqual(await bytesOf(`sizes/${size}`), Body);
}
for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256']) {
  const Body = randomBytes(100_000);
  const put = await send(new s3.PutObjectCommand({ Bucket, Key: 'sum', Body, ChecksumAlgorithm }));
  const got = await send(new s3.GetObjectCommand({ Bucket, Key: 'sum', ChecksumMode: 'ENABLED' }));
  assert.ok(put[`Checksum${ChecksumAlgorithm}`], ChecksumAlgorithm);
  assert.equal(got[`Checksum${ChecksumAlgorithm}`], put[`Checksum${ChecksumAlgorithm}`]);
  assert.deepEqual(Buffer.from(await got.Body.transformToByteArray()), Body);
}
const streamed = randomBytes(3_000_000);
await send(new s3.PutObjectCommand({
  Bucket, Key: 'streamed', Body: Readable.from([streamed.subarray(0, 1_000_001), streamed.subarray(1_000_001)]),
  ContentLength: streamed.length, ContentEncoding: 'gzip', Metadata: { color: 'green' },
}));
const head = await send(new s3.HeadObjectCommand({ Bucket, Key: 'streamed' }));
assert.equal(head.ContentEncoding, 'gzip');
assert.equal(head.Metadata.color, 'green');
assert.deepEqual(await bytesOf('streamed'), streamed);
assert.deepEqual(await bytesOf('streamed', { Range: 'bytes=999999-1000010' }), streamed.subarray(999_999, 1_000_011));

const large = randomBytes(17_000_000);
for (const more of [{}, { ChecksumAlgorithm: 'CRC64NVME' }, { ChecksumAlgorithm: 'SHA256' }]) {
  const done = await new Upload({
    client, partSize: 5 << 20, params: { Bucket, Key: 'large', Body: Readable.from([large]), ...more },
  }).done();
  assert.match(done.ETag, /-4"$/);
  assert.deepEqual(await bytesOf('large'), large);
}
const parts = await send(new s3.GetObjectAttributesCommand({ Bucket, Key: 'large', ObjectAttributes: ['ETag', 'ObjectSize'] }));
assert.equal(parts.ObjectSize, large.length);

await send(new s3.PutObjectCommand({ Bucket, Key: 'once', Body: 'first', IfNoneMatch: '*' }));
await refused(new s3.PutObjectCommand({ Bucket, Key: 'once', Body: 'second', IfNoneMatch: '*' }), 'PreconditionFailed');
const once = await send(new s3.HeadObjectCommand({ Bucket, Key: 'once' }));
await send(new s3.PutObjectCommand({ Bucket, Key: 'once', Body: 'third', IfMatch: once.ETag }));
await refused(new s3.PutObjectCommand({ Bucket, Key: 'once', Body: 'fourth', IfMatch: once.ETag }), 'PreconditionFailed');
assert.equal((await bytesOf('once')).toString(), 'third');

const odd = ['with blank', 'a+b', 'a%2Fb', 'ü/😀', "it's", 'x=y&z', '(1)', 'back\\slash', '!*~'];
for (const Key of odd) await send(new s3.PutObjectCommand({ Bucket, Key: `odd/${Key}`, Body: Key }));
const listed = await send(new s3.ListObjectsV2Command({ Bucket, Prefix: 'odd/' }));
assert.deepEqual(listed.Contents.map(object => object.Key.slice(4)).sort(), [...odd].sort());
for (const Key of odd) assert.equal((await bytesOf(`odd/${Key}`)).toString(), Key);
await send(new s3.CopyObjectCommand({ Bucket, Key: 'copied', CopySource: encodeURI(`${Bucket}/odd/ü/😀`) }));
assert.equal((await bytesOf('copied')).toString(), 'ü/😀');

let pages = 0, seen = 0;
for await (const page of s3.paginateListObjectsV2({ client, pageSize: 3 }, { Bucket, Prefix: 'odd/', Delimiter: '/' })) {
  pages++;
  seen += (page.Contents ?? []).length + (page.CommonPrefixes ?? []).length;
}
assert.ok(pages >= 3);
assert.equal(seen, odd.length);

const url = await getSignedUrl(client, new s3.GetObjectCommand({ Bucket, Key: 'once' }), { expiresIn: 60 });
assert.equal(await (await fetch(url)).text(), 'third');
const putUrl = await getSignedUrl(client, new s3.PutObjectCommand({ Bucket, Key: 'by address' }), { expiresIn: 60 });
assert.equal((await fetch(putUrl, { method: 'PUT', body: 'hello' })).status, 200);
assert.equal((await bytesOf('by address')).toString(), 'hello');

await refused(new s3.GetObjectCommand({ Bucket, Key: 'nothing' }), 'NoSuchKey');
await refused(new s3.GetObjectCommand({ Bucket, Key: 'once', Range: 'bytes=100-' }), 'InvalidRange');
await refused(new s3.GetBucketPolicyCommand({ Bucket }), 'NoSuchBucketPolicy');
await refused(new s3.DeleteBucketCommand({ Bucket }), 'BucketNotEmpty');

for await (const page of s3.paginateListObjectsV2({ client }, { Bucket })) {
  const gone = await send(new s3.DeleteObjectsCommand({
    Bucket, Delete: { Objects: page.Contents.map(object => ({ Key: object.Key })) },
  }));
  assert.equal(gone.Errors, undefined);
}
await send(new s3.DeleteBucketCommand({ Bucket }));
await refused(new s3.ListObjectsV2Command({ Bucket }), 'NoSuchBucket');
console.log('all well');
