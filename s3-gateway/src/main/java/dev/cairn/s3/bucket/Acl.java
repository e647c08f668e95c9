package dev.cairn.s3.bucket;

import dev.cairn.contracts.caller.Caller;
import dev.cairn.contracts.caller.Callers;
import dev.cairn.s3.payload.S3Call;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import dev.cairn.s3.wire.Xml;
import dev.cairn.s3.wire.XmlNode;
import java.io.IOException;

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

    /** Takes an ACL that changes nothing, as clients send it after a copy; AccessControlListNotSupported for any other. */
    public static void accept(S3Call call) throws IOException {
        var canned = call.request().header("x-amz-acl");
        if (canned != null ? !canned.equals("private") : !isOwnersOnly(call.xml("AccessControlPolicy"))) {
            throw new S3Exception(S3Error.ACL_NOT_SUPPORTED);
        }
        call.response().empty(200);
    }

    private static boolean isOwnersOnly(XmlNode policy) {
        var owner = Callers.current().account().toString();
        return policy.all("AccessControlList").stream()
                .flatMap(list -> list.all("Grant").stream())
                .allMatch(grant -> "FULL_CONTROL".equals(grant.value("Permission"))
                        && grant.all("Grantee").stream().allMatch(who -> owner.equals(who.value("ID"))));
    }

    private static void identity(Xml xml, Caller owner) {
        xml.text("ID", owner.account().toString()).text("DisplayName", owner.name());
    }
}
