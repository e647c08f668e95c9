package dev.cairn.desktop.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.desktop.account.Home;
import dev.cairn.desktop.limit.Rate;
import dev.cairn.desktop.limit.Schedule;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The bandwidth limits of a home, in the JSON of {@code client status} and {@code client limit} (docs/formats.md, "Client status"). */
public record LimitStatus(Direction up, Direction down) {
    /**
     * One of the two.
     *
     * @param schedule as people write it
     * @param now bytes per second; null: no limit at this time
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Direction(String schedule, @Nullable Long now) {
        private static Direction of(Schedule schedule, LocalDateTime time) {
            var rate = schedule.at(time);
            return new Direction(schedule.toString(), rate.isUnlimited() ? null : rate.bytes());
        }

        /** For people. */
        public String words() {
            var parsed = Schedule.parse(schedule);
            boolean always = parsed.entries().stream().allMatch(Schedule.Entry::isAlways);
            return always ? schedule : schedule + (now == null ? " (now: unlimited)" : " (now: " + rate(now) + ")");
        }

        private static String rate(long bytes) {
            return new Rate(bytes).toString();
        }
    }

    /** What somebody said last, and what that means at this moment. */
    public static LimitStatus of(Home home) throws IOException {
        var limits = home.limits();
        var now = LocalDateTime.ofInstant(InstantSource.system().instant(), ZoneId.systemDefault());
        return new LimitStatus(Direction.of(limits.up(), now), Direction.of(limits.down(), now));
    }
}
