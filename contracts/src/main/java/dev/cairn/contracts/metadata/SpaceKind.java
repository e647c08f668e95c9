package dev.cairn.contracts.metadata;

/** What a space is for. */
public enum SpaceKind {
    /** The one every account has. */
    PERSONAL,
    /** Made by a person for others to join. */
    TEAM,
    /** Made by CreateBucket at the S3 endpoint. */
    BUCKET
}
