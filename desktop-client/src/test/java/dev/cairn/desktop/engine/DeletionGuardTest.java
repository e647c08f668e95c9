package dev.cairn.desktop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.desktop.engine.EngineStatus.State;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When deletions are carried out, and when somebody is asked first. */
class DeletionGuardTest {
    private static final int BIG = 1_200;
    private static final int SMALL = 130;
    private static final int ALL = BIG + SMALL;

    private final SimWorld world = new SimWorld(1, new SimWorld.Rules(2, 2, false, false, false, false, 0), 100);
    private final SimDevice one = world.devices.get(0);
    private final SimDevice other = world.devices.get(1);

    DeletionGuardTest() {
        for (var folder : new String[] {"big", "small"}) {
            one.files.userFolder(folder);
            int files = folder.equals("big") ? BIG : SMALL;
            for (int i = 0; i < files; i++) {
                one.files.userWrite(folder + "/" + i, bytes(folder + i));
            }
        }
        world.work();
        assertThat(filesOf(other)).isEqualTo(ALL);
    }

    @Test
    void aFolderThatIsNotNearlyAllGoesWithoutAQuestion() {
        one.files.userDelete("small");
        world.work();
        assertThat(one.engine.status().state()).isEqualTo(State.IN_SYNC);
        assertThat(filesOf(other)).isEqualTo(BIG);
    }

    @Test
    void aHundredFilesGoWithoutAQuestionEvenWhenTheyAreAllThereAre() {
        one.files.userDelete("big");
        world.work();
        one.engine.answer(held().id(), true);
        world.work();
        for (int i = 100; i < SMALL; i++) {
            one.files.userDelete("small/" + i);
        }
        world.passes(3_600_000);
        world.work();
        one.files.userDelete("small");
        world.work();
        assertThat(one.engine.status().state()).isEqualTo(State.IN_SYNC);
        assertThat(filesOf(other)).isZero();
    }

    @Test
    void nothingIsDeletedWhenEverythingIsGoneAtOnce() {
        one.files.userDelete("big");
        one.files.userDelete("small");
        world.work();
        assertThat(one.engine.status().state()).isEqualTo(State.HELD);
        assertThat(held().files()).isEqualTo(ALL);
        assertThat(held().of()).isEqualTo(ALL);
        assertThat(filesOf(other)).isEqualTo(ALL);
    }

    @Test
    void restOfTheWorkGoesOnWhileDeletionsAreHeld() {
        one.files.userDelete("big");
        world.work();
        one.files.userWrite("small/1", bytes("edited"));
        other.files.userWrite("new", bytes("new"));
        one.files.userFolder("big");
        one.files.userWrite("big/7", bytes("written anew"));
        world.work();
        assertThat(held().files()).isEqualTo(BIG - 1);
        assertThat(other.files.userRead("small/1")).isEqualTo(bytes("edited"));
        assertThat(one.files.userRead("new")).isEqualTo(bytes("new"));
        assertThat(other.files.userRead("big/7")).isEqualTo(bytes("written anew"));
    }

    @Test
    void whatWasMeantIsDeleted() {
        one.files.userDelete("big");
        world.work();
        one.engine.answer("an older hold", true);
        world.work();
        assertThat(filesOf(other)).isEqualTo(ALL);
        one.engine.answer(held().id(), true);
        world.work();
        assertThat(one.engine.status().state()).isEqualTo(State.IN_SYNC);
        assertThat(filesOf(other)).isEqualTo(SMALL);
        world.checkEqual(false);
    }

    @Test
    void whatWasNotMeantComesBack() {
        one.files.userDelete("big");
        world.work();
        one.engine.answer(held().id(), false);
        world.work();
        assertThat(one.engine.status().state()).isEqualTo(State.IN_SYNC);
        assertThat(filesOf(one)).isEqualTo(ALL);
        world.checkEqual(false);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerMayBeGivenToTheNextProcess(boolean meant) {
        one.files.userDelete("big");
        world.work();
        var hold = held().id();
        one.restart();
        one.engine.answer(hold, meant);
        world.work();
        assertThat(one.engine.status().state()).isEqualTo(State.IN_SYNC);
        assertThat(filesOf(one)).isEqualTo(meant ? SMALL : ALL);
        world.checkEqual(false);
    }

    @Test
    void aHoldOutlivesTheProcess() {
        one.files.userDelete("big");
        world.work();
        var before = held();
        one.restart();
        world.work();
        assertThat(held()).isEqualTo(before);
        assertThat(filesOf(other)).isEqualTo(ALL);
    }

    @Test
    void aDiskUnmountedInsideTheFolderIsAskedAboutAndForgottenWhenItIsBack() {
        long disk = one.files.inode("small");
        one.files.userDelete("small");
        one.files.userFolder("small");
        world.work();
        assertThat(held().files()).isEqualTo(SMALL);
        one.restart();
        world.work();
        assertThat(held().files()).isEqualTo(SMALL);

        one.files.userDelete("small");
        one.files.userLink("small", disk);
        one.server.sent = 0;
        world.work();
        assertThat(one.engine.status().state()).isEqualTo(State.IN_SYNC);
        assertThat(filesOf(other)).isEqualTo(ALL);
        assertThat(one.server.fetched).isZero();
        assertThat(one.server.sent).isZero();
        world.checkEqual(false);
    }

    @Test
    void deletingOneByOneIsNoWayRound() {
        for (int i = 0; i < BIG; i++) {
            one.files.userDelete("big/" + i);
            if (i % 30 == 0) {
                one.engine.step();
            }
        }
        world.work();
        assertThat(one.engine.status().state()).isEqualTo(State.HELD);
        assertThat(filesOf(other)).isGreaterThanOrEqualTo(ALL / 10 - 30);
    }

    @Test
    void deletionsTheServerHasNotAnsweredYetCountOnce() {
        for (int i = 0; i < BIG / 2; i++) {
            one.files.userDelete("big/" + i);
        }
        workWithoutAnAnswer();
        assertThat(one.engine.status().held()).isNull();
        one.files.userDelete("big");
        one.files.userDelete("small");
        workWithoutAnAnswer();
        assertThat(held().files()).isPositive();
    }

    @Test
    void aFolderThatIsNotThereDeletesNothingHoweverSmall() {
        one.files.mounted(false);
        world.work();
        assertThat(one.engine.status().state()).isEqualTo(State.STOPPED);
        one.restart();
        world.work();
        assertThat(one.engine.status().state()).isEqualTo(State.STOPPED);
        assertThat(filesOf(other)).isEqualTo(ALL);
        one.files.mounted(true);
        world.work();
        assertThat(one.engine.status().state()).isEqualTo(State.IN_SYNC);
        assertThat(filesOf(other)).isEqualTo(ALL);
    }

    /** No job runs, so nothing that is sent is answered. */
    private void workWithoutAnAnswer() {
        for (int i = 0; i < 10; i++) {
            world.passes(1_500);
            one.engine.step();
        }
    }

    private EngineStatus.Held held() {
        return Objects.requireNonNull(one.engine.status().held());
    }

    private static long filesOf(SimDevice device) {
        return device.files.paths().stream().filter(path -> !path.endsWith("/")).count();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
