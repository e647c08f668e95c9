package dev.cairn.s3.bucket;

import dev.cairn.contracts.metadata.Lifecycle;
import dev.cairn.contracts.metadata.LifecycleRule;
import dev.cairn.contracts.metadata.RetentionPolicy;
import dev.cairn.s3.wire.S3Error;
import dev.cairn.s3.wire.S3Exception;
import dev.cairn.s3.wire.Xml;
import dev.cairn.s3.wire.XmlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rules as S3 writes them. What Amazon knows and Cairn cannot keep is refused by NotImplemented and what nobody knows by MalformedXML;
 * nothing is passed over, because whoever sets a rule relies on it.
 */
final class LifecycleXml {
    private static final Set<String> NOT_KEPT_IN_RULE =
            Set.of("Transition", "NoncurrentVersionTransition", "NoncurrentVersionExpiration");

    /** Old versions go by policy, which has no prefix and which people set too: no rule of a bucket silently changes it. */
    private static final String VERSIONS_BY_POLICY =
            "NoncurrentVersionExpiration is not offered here: how long old versions are kept is said by versionDays and versionsMax of the "
                    + "space's policy, PUT /api/v1/spaces/{space}/policy.";

    private static final Set<String> NOT_KEPT_IN_FILTER =
            Set.of("And", "Tag", "ObjectSizeGreaterThan", "ObjectSizeLessThan");
    private static final Set<String> NOT_KEPT_IN_EXPIRATION =
            Set.of("Date", "ExpiredObjectDeleteMarker", "ExpiredObjectAllVersions");

    private LifecycleXml() {}

    static void write(List<LifecycleRule> rules, Xml xml) {
        for (var rule : rules) {
            xml.element("Rule", out -> {
                out.text("ID", rule.id())
                        .element("Filter", filter -> filter.text("Prefix", rule.prefix()))
                        .text("Status", rule.enabled() ? "Enabled" : "Disabled");
                var expire = rule.expireDays();
                if (expire != null) {
                    out.element("Expiration", days -> days.number("Days", expire));
                }
                var abort = rule.abortDays();
                if (abort != null) {
                    out.element("AbortIncompleteMultipartUpload", days -> days.number("DaysAfterInitiation", abort));
                }
            });
        }
    }

    static List<LifecycleRule> read(XmlNode configuration) {
        check(configuration, Set.of("Rule"), Set.of());
        var nodes = configuration.all("Rule");
        if (nodes.isEmpty() || nodes.size() > Lifecycle.RULES_MAX) {
            throw new S3Exception(S3Error.MALFORMED_XML, "There are 1 to " + Lifecycle.RULES_MAX + " rules.");
        }
        var rules = new ArrayList<LifecycleRule>();
        var ids = new HashSet<String>();
        for (var node : nodes) {
            var rule = rule(node, rules.size() + 1);
            if (!ids.add(rule.id())) {
                throw new S3Exception(S3Error.INVALID_ARGUMENT, "Two rules have the same ID.");
            }
            rules.add(rule);
        }
        return rules;
    }

    private static LifecycleRule rule(XmlNode node, int number) {
        check(
                node,
                Set.of("ID", "Filter", "Prefix", "Status", "Expiration", "AbortIncompleteMultipartUpload"),
                NOT_KEPT_IN_RULE);
        var id = node.value("ID");
        var expire = days(node, "Expiration", "Days", NOT_KEPT_IN_EXPIRATION, RetentionPolicy.DAYS_MAX);
        var abort = days(
                node, "AbortIncompleteMultipartUpload", "DaysAfterInitiation", Set.of(), LifecycleRule.ABORT_DAYS_MAX);
        if (expire == null && abort == null) {
            throw new S3Exception(S3Error.INVALID_REQUEST, "A rule has at least one action.");
        }
        if (id != null && id.length() > LifecycleRule.ID_LENGTH_MAX) {
            throw new S3Exception(
                    S3Error.INVALID_ARGUMENT, "An ID has at most " + LifecycleRule.ID_LENGTH_MAX + " characters.");
        }
        return new LifecycleRule(
                id == null || id.isEmpty() ? "rule-" + number : id, enabled(node), prefix(node), expire, abort);
    }

    private static boolean enabled(XmlNode rule) {
        return switch (rule.required("Status")) {
            case "Enabled" -> true;
            case "Disabled" -> false;
            default -> throw new S3Exception(S3Error.MALFORMED_XML, "A status is Enabled or Disabled.");
        };
    }

    /** In a filter, or, as it was before there were filters, in the rule. */
    private static String prefix(XmlNode rule) {
        var filter = one(rule, "Filter");
        var old = one(rule, "Prefix");
        if ((filter == null) == (old == null)) {
            throw new S3Exception(S3Error.MALFORMED_XML, "A rule has a filter.");
        }
        if (filter != null) {
            check(filter, Set.of("Prefix"), NOT_KEPT_IN_FILTER);
        }
        var inside = filter == null ? old : one(filter, "Prefix");
        var prefix = inside == null ? "" : inside.text();
        if (prefix.length() > LifecycleRule.PREFIX_LENGTH_MAX) {
            throw new S3Exception(
                    S3Error.INVALID_REQUEST,
                    "A prefix has at most " + LifecycleRule.PREFIX_LENGTH_MAX + " characters.");
        }
        return prefix;
    }

    private static @Nullable Integer days(XmlNode rule, String action, String element, Set<String> notKept, int max) {
        var node = one(rule, action);
        if (node == null) {
            return null;
        }
        check(node, Set.of(element), notKept);
        var text = node.required(element).strip();
        try {
            int days = Integer.parseInt(text);
            if (days >= 1 && days <= max) {
                return days;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new S3Exception(S3Error.INVALID_ARGUMENT, "'" + element + "' for " + action + " is 1 to " + max + ".");
    }

    private static @Nullable XmlNode one(XmlNode parent, String name) {
        var found = parent.all(name);
        if (found.size() > 1) {
            throw new S3Exception(S3Error.MALFORMED_XML, "There is one " + name + " at most.");
        }
        return found.isEmpty() ? null : found.getFirst();
    }

    private static void check(XmlNode parent, Set<String> kept, Set<String> notKept) {
        for (var child : parent.children()) {
            if (notKept.contains(child.name())) {
                throw new S3Exception(
                        S3Error.NOT_IMPLEMENTED,
                        child.name().equals("NoncurrentVersionExpiration")
                                ? VERSIONS_BY_POLICY
                                : child.name() + " is not offered here.");
            }
            if (!kept.contains(child.name())) {
                throw new S3Exception(S3Error.MALFORMED_XML, child.name() + " does not belong into " + parent.name());
            }
        }
    }
}
