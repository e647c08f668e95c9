package dev.cairn.window.model;

import dev.cairn.desktop.account.Account;
import dev.cairn.desktop.session.FolderStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the picture of a reading. A pure function: the window shows nothing that does not come from here. */
public final class Painter {
    private final ZoneId zone;

    public Painter(ZoneId zone) {
        this.zone = zone;
    }

    /** The picture at that moment. */
    public Picture paint(Reading reading, Instant now) {
        var account = reading.account();
        var folders = reading.status().folders();
        if (account.isEmpty()) {
            return before(
                    Stage.SIGN_IN, account, "Welcome to Cairn", "Sign in to keep folders of this computer in step.");
        }
        if (folders.isEmpty()) {
            return before(
                    Stage.CHOOSE_FOLDER, account, "Almost there", "Choose a folder to keep in step with your files.");
        }
        var pause = reading.pause().filter(each -> holds(each.until(), now));
        boolean signedOut = folders.stream().anyMatch(each -> each.state().equals("signed-out"));
        var cards = folders.stream().map(each -> card(each, reading)).toList();
        var troubles = folders.stream().flatMap(each -> troubles(each).stream()).toList();
        var mood = mood(cards, pause.isPresent(), reading.trouble() != null || signedOut);
        return new Picture(
                Stage.AT_WORK,
                mood,
                headline(mood, signedOut, reading.trouble(), folders, troubles),
                advice(
                        mood,
                        signedOut,
                        reading.trouble(),
                        folders,
                        troubles,
                        pause.flatMap(p -> Optional.ofNullable(p.until()))),
                account.get().user(),
                account.get().server().toString(),
                account.get().device(),
                pause.isPresent(),
                signedOut,
                cards,
                troubles,
                reading.run() == Run.ELSEWHERE
                        ? "Another Cairn client syncs these folders; this window shows what it does."
                        : null);
    }

    private static Picture before(Stage stage, Optional<Account> account, String headline, String advice) {
        return new Picture(
                stage,
                Mood.UP_TO_DATE,
                headline,
                advice,
                account.map(Account::user).orElse(null),
                account.map(each -> each.server().toString()).orElse(null),
                account.map(Account::device).orElse(null),
                false,
                false,
                List.of(),
                List.of(),
                null);
    }

    private static boolean holds(@Nullable Instant until, Instant now) {
        return until == null || now.isBefore(until);
    }

    private static Mood mood(List<FolderCard> cards, boolean paused, boolean broken) {
        if (broken) {
            return Mood.ATTENTION;
        }
        if (paused) {
            return Mood.PAUSED;
        }
        return cards.stream().map(FolderCard::mood).max(Mood::compareTo).orElse(Mood.UP_TO_DATE);
    }

    private FolderCard card(FolderStatus folder, Reading reading) {
        int left = folder.uploads() + folder.downloads() + folder.edits();
        return new FolderCard(folder.name(), folder.folder(), mood(folder, reading.run()), line(folder, left), left);
    }

    private static Mood mood(FolderStatus folder, Run run) {
        return switch (folder.state()) {
            case "in-sync" -> run == Run.NOWHERE ? Mood.SYNCING : Mood.UP_TO_DATE;
            case "paused" -> Mood.PAUSED;
            case "offline" -> Mood.OFFLINE;
            case "incomplete", "disk-full", "held", "signed-out", "stopped" -> Mood.ATTENTION;
            default -> Mood.SYNCING;
        };
    }

    private static String line(FolderStatus folder, int left) {
        return switch (folder.state()) {
            case "in-sync" -> Words.counted(folder.nodes(), "file or folder", "files and folders") + ", up to date";
            case "syncing" ->
                left == 0 ? "Checking for changes" : Words.left(folder.uploads(), folder.downloads(), folder.edits());
            case "incomplete" -> Words.counted(folder.problems().size(), "item needs", "items need") + " attention";
            case "disk-full" -> "This disk is full; the rest waits for room";
            case "held" -> "Deletions wait for your word";
            case "paused" -> "Paused";
            case "offline" -> "Offline; changes wait here";
            case "signed-out" -> "Signed out";
            case "stopped" -> Words.sentence(folder.detail() == null ? "this folder cannot be used" : folder.detail());
            default -> "Looking at the folder and the server";
        };
    }

    private static List<Trouble> troubles(FolderStatus folder) {
        var troubles = new ArrayList<Trouble>();
        var held = folder.held();
        if (held != null) {
            troubles.add(new Trouble(
                    Trouble.Kind.HELD,
                    folder.folder(),
                    "",
                    Words.counted(held.files(), "file is", "files are") + " gone from " + folder.name() + ", of "
                            + held.of() + ". Nothing was deleted on the server.",
                    "Was that meant?"));
        }
        folder.problems()
                .forEach((path, why) -> troubles.add(new Trouble(
                        Trouble.Kind.PROBLEM, folder.folder(), path, Words.sentence(why), Words.advice(why))));
        folder.skipped()
                .forEach((path, why) -> troubles.add(
                        new Trouble(Trouble.Kind.SKIPPED, folder.folder(), path, Words.sentence(why), null)));
        return troubles;
    }

    private static String headline(
            Mood mood,
            boolean signedOut,
            @Nullable String trouble,
            List<FolderStatus> folders,
            List<Trouble> troubles) {
        return switch (mood) {
            case UP_TO_DATE -> "Up to date";
            case SYNCING -> {
                int left = folders.stream()
                        .mapToInt(each -> each.uploads() + each.downloads() + each.edits())
                        .sum();
                yield left == 0 ? "Checking for changes" : "Syncing " + Words.counted(left, "item", "items");
            }
            case OFFLINE -> "Offline";
            case PAUSED -> "Paused";
            case ATTENTION ->
                signedOut
                        ? "You were signed out"
                        : trouble != null
                                ? "Nothing is being synced"
                                : troubles.isEmpty()
                                        ? "A folder needs attention"
                                        : Words.counted(urgent(troubles), "thing needs", "things need") + " attention";
        };
    }

    private static int urgent(List<Trouble> troubles) {
        return (int) troubles.stream()
                .filter(each -> each.kind() != Trouble.Kind.SKIPPED)
                .count();
    }

    private String advice(
            Mood mood,
            boolean signedOut,
            @Nullable String trouble,
            List<FolderStatus> folders,
            List<Trouble> troubles,
            Optional<Instant> until) {
        return switch (mood) {
            case UP_TO_DATE -> "Your files are the same here and on the server.";
            case SYNCING -> "You can go on working; files are safe at every moment.";
            case OFFLINE ->
                Words.sentence(folders.stream()
                        .map(FolderStatus::detail)
                        .filter(each -> each != null)
                        .findFirst()
                        .orElse("The server cannot be reached. Changes wait and are sent as soon as it answers."));
            case PAUSED ->
                until.map(end -> "Syncing goes on at " + clock(end) + ".")
                        .orElse("Nothing is sent or fetched until you resume.");
            case ATTENTION ->
                signedOut
                        ? "Sign in again to go on. Your files stay where they are."
                        : trouble != null
                                ? Words.sentence(trouble)
                                : troubles.isEmpty()
                                        ? stopped(folders)
                                        : "Everything else is up to date. See Problems for what to do.";
        };
    }

    private static String stopped(List<FolderStatus> folders) {
        return folders.stream()
                .filter(each -> each.state().equals("stopped") || each.state().equals("disk-full"))
                .map(each -> Words.sentence(each.detail() == null ? each.state() : each.detail()))
                .findFirst()
                .orElse("Open the folder to see more.");
    }

    private String clock(Instant at) {
        return DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.ENGLISH).format(at.atZone(zone));
    }
}
