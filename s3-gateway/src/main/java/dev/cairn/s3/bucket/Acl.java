package dev.cairn.s3.bucket;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.s3.wire.Xml;

/** The one ACL there is: whoever asks is shown as the owner with full control. Membership of the space decides in truth. */
public final class Acl {
    private Acl() {}

    /** The document. */
    public static byte[] ofOwner(Caller owner) {
        return Xml.document("AccessControlPolicy", xml -> xml.element("Owner", who -> identity(who, owner))
                .element(
                        "AccessControlList",
                        list -> list.element("Grant", grant -> grant.elementWith(
                                        "Grantee",
                                        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"CanonicalUser\"",
                                        who -> identity(who, owner))
                                .text("Permission", "FULL_CONTROL"))));
    }

    private static void identity(Xml xml, Caller owner) {
        xml.text("ID", owner.account().toString()).text("DisplayName", owner.name());
    }
}
