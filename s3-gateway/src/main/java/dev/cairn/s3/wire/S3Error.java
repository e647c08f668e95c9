package dev.cairn.s3.wire;

/** The errors clients know, by their S3 codes. */
public enum S3Error {
    ACCESS_DENIED("AccessDenied", 403, "Access denied."),
    ACL_NOT_SUPPORTED("AccessControlListNotSupported", 400, "Access is given by membership of the space, not by ACLs."),
    AUTHORIZATION_HEADER_MALFORMED("AuthorizationHeaderMalformed", 400, "The Authorization header is not valid."),
    AUTHORIZATION_QUERY_ERROR("AuthorizationQueryParametersError", 400, "The signature in the query is not valid."),
    BAD_DIGEST("BadDigest", 400, "The checksum you sent is not that of the bytes received."),
    BUCKET_ALREADY_EXISTS("BucketAlreadyExists", 409, "This bucket name is taken."),
    BUCKET_ALREADY_OWNED_BY_YOU("BucketAlreadyOwnedByYou", 409, "You own this bucket already."),
    BUCKET_NOT_EMPTY("BucketNotEmpty", 409, "The bucket holds objects."),
    ENTITY_TOO_LARGE("EntityTooLarge", 400, "The object is larger than the limit."),
    ENTITY_TOO_SMALL("EntityTooSmall", 400, "A part that is not the last has at least 5 MiB."),
    EXPIRED_TOKEN("ExpiredToken", 400, "The credentials have expired."),
    INCOMPLETE_BODY("IncompleteBody", 400, "Fewer or more bytes came than were announced."),
    INTERNAL_ERROR("InternalError", 500, "Something went wrong on the server; try again."),
    INVALID_ACCESS_KEY_ID("InvalidAccessKeyId", 403, "This access key does not exist."),
    INVALID_ARGUMENT("InvalidArgument", 400, "An argument is not valid."),
    INVALID_BUCKET_NAME(
            "InvalidBucketName", 400, "A bucket name has 3 to 63 lower-case letters, digits, dots, hyphens."),
    INVALID_DIGEST("InvalidDigest", 400, "Content-MD5 is not valid."),
    INVALID_PART("InvalidPart", 400, "A part was not uploaded, or its ETag is another."),
    INVALID_PART_NUMBER("InvalidPartNumber", 416, "The object has no such part."),
    INVALID_PART_ORDER("InvalidPartOrder", 400, "Parts are listed in ascending order of their numbers."),
    INVALID_RANGE("InvalidRange", 416, "The range lies outside the object."),
    INVALID_REQUEST("InvalidRequest", 400, "The request is not valid."),
    INVALID_URI("InvalidURI", 400, "The path or query is not valid UTF-8 in percent-encoding."),
    KEY_TOO_LONG("KeyTooLongError", 400, "A key has at most 1024 bytes."),
    MALFORMED_XML("MalformedXML", 400, "The XML is not well-formed or not what belongs here."),
    METADATA_TOO_LARGE("MetadataTooLarge", 400, "User metadata has at most 2048 bytes."),
    METHOD_NOT_ALLOWED("MethodNotAllowed", 405, "This method is not possible here."),
    MISSING_CONTENT_LENGTH("MissingContentLength", 411, "The length of the body must be told."),
    MISSING_CONTENT_SHA256("MissingSecurityHeader", 400, "The header x-amz-content-sha256 is missing."),
    NO_SUCH_BUCKET("NoSuchBucket", 404, "The bucket does not exist."),
    NO_SUCH_BUCKET_POLICY("NoSuchBucketPolicy", 404, "There is no bucket policy."),
    NO_SUCH_CORS("NoSuchCORSConfiguration", 404, "There is no CORS configuration."),
    NO_SUCH_KEY("NoSuchKey", 404, "The key does not exist."),
    NO_SUCH_LIFECYCLE("NoSuchLifecycleConfiguration", 404, "There is no lifecycle configuration."),
    NO_SUCH_OBJECT_LOCK("NoSuchObjectLockConfiguration", 404, "The object is not locked."),
    NO_SUCH_PUBLIC_ACCESS_BLOCK("NoSuchPublicAccessBlockConfiguration", 404, "There is no such configuration."),
    NO_SUCH_TAG_SET("NoSuchTagSet", 404, "There are no tags."),
    NO_SUCH_UPLOAD("NoSuchUpload", 404, "The upload does not exist, was aborted, or is complete."),
    NO_SUCH_VERSION("NoSuchVersion", 404, "Versions are not offered here."),
    NO_SUCH_WEBSITE("NoSuchWebsiteConfiguration", 404, "There is no website configuration."),
    NOT_IMPLEMENTED("NotImplemented", 501, "This is not offered here."),
    OBJECT_LOCK_NOT_FOUND("ObjectLockConfigurationNotFoundError", 404, "There is no object lock configuration."),
    OPERATION_ABORTED("OperationAborted", 409, "Somebody else changed the same object; try again."),
    OWNERSHIP_CONTROLS_NOT_FOUND("OwnershipControlsNotFoundError", 404, "There are no ownership controls."),
    /** Not Amazon's: keys are paths, and a file cannot be a folder too. */
    PATH_CONFLICT("PathConflict", 409, "A file or a folder is in the way of this key."),
    PRECONDITION_FAILED("PreconditionFailed", 412, "A condition of the request does not hold."),
    QUOTA_EXCEEDED("QuotaExceeded", 403, "The bucket has no room left under its quota."),
    REPLICATION_NOT_FOUND("ReplicationConfigurationNotFoundError", 404, "There is no replication configuration."),
    REQUEST_TIMEOUT("RequestTimeout", 400, "The body did not come in time."),
    REQUEST_TIME_TOO_SKEWED("RequestTimeTooSkewed", 403, "Your clock and the server's differ by more than 15 minutes."),
    SERVICE_UNAVAILABLE("ServiceUnavailable", 503, "A part of the server is not available; try again."),
    SIGNATURE_DOES_NOT_MATCH("SignatureDoesNotMatch", 403, "The signature is not the one the secret key gives."),
    SLOW_DOWN("SlowDown", 503, "Too many requests; slow down."),
    /** Not Amazon's, whose disks are never full. */
    STORAGE_FULL("StorageFull", 507, "The server's storage is full."),
    UNEXPECTED_CONTENT("UnexpectedContent", 400, "This request takes no body."),
    X_AMZ_CONTENT_SHA256_MISMATCH(
            "XAmzContentSHA256Mismatch", 400, "x-amz-content-sha256 is not the hash of the bytes received.");

    private final String code;
    private final int status;
    private final String message;

    S3Error(String code, int status, String message) {
        this.code = code;
        this.status = status;
        this.message = message;
    }

    /** What programs compare. */
    public String code() {
        return code;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** What people read when nothing more exact is known. */
    public String message() {
        return message;
    }
}
