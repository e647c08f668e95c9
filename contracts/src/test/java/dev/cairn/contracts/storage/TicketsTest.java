package dev.cairn.contracts.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.content.ContentId;
import dev.cairn.contracts.caller.ClusterSecret;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TicketsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final SpaceId SPACE = SpaceId.of("00000000-0000-7000-8000-000000000001");
    private static final Ticket.ForContent CONTENT = new Ticket.ForContent(
            SPACE, ContentId.parse("ab".repeat(32)), 5, "na\u00efve \ud83d\ude00.txt", null, NOW.plusSeconds(60));

    private final Tickets tickets = new Tickets(new ClusterSecret(new byte[32]), InstantSource.fixed(NOW));

    @Test
    void whatIsSignedIsRead() {
        assertThat(tickets.verify(tickets.sign(CONTENT))).isEqualTo(CONTENT);
        var space = new Ticket.ForSpace(SPACE, NOW.plusSeconds(1));
        assertThat(tickets.verify(tickets.sign(space))).isEqualTo(space);
    }

    @Test
    void aTicketEndsAtItsTime() {
        var later = new Tickets(new ClusterSecret(new byte[32]), InstantSource.fixed(CONTENT.expires()));
        assertProblem(Problem.EXPIRED, later, tickets.sign(CONTENT));
    }

    @Test
    void noBitOfATicketCanBeChanged() {
        var bytes = Base64.getUrlDecoder().decode(tickets.sign(CONTENT));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            var changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertProblem(
                    Problem.FORBIDDEN,
                    tickets,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(changed));
        }
    }

    @Test
    void whatIsNoTicketIsRefused() {
        for (var text : new String[] {"", "x", "!!!", "AQ", "A".repeat(5000)}) {
            assertProblem(Problem.FORBIDDEN, tickets, text);
        }
        var other = new Tickets(
                new ClusterSecret(
                        "another secret of thirty-2 bytes".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                InstantSource.fixed(NOW));
        assertProblem(Problem.FORBIDDEN, tickets, other.sign(CONTENT));
    }

    private static void assertProblem(Problem problem, Tickets tickets, String text) {
        assertThatThrownBy(() -> tickets.verify(text))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }
}
