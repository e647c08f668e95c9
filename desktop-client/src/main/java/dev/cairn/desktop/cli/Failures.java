package dev.cairn.desktop.cli;

import dev.cairn.contracts.problem.Problem;
import dev.cairn.contracts.problem.ProblemException;
import dev.cairn.desktop.remote.SignedOutException;
import dev.cairn.desktop.remote.Unreachable;
import dev.cairn.desktop.session.CannotException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what went wrong into one sentence and an exit code. */
final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        command.getErr().println("cairn: " + sentence(e));
        if (Boolean.getBoolean("cairn.trace")) {
            e.printStackTrace(command.getErr());
        }
        return exitCode(e);
    }

    private static int exitCode(Exception e) {
        return switch (e) {
            case CommandException own -> own.exitCode();
            case CannotException cannot ->
                switch (cannot.reason()) {
                    case WRONG -> ExitCode.USAGE;
                    case NOBODY -> ExitCode.SIGN_IN;
                    case BUSY -> ExitCode.BUSY;
                    case FOLDER_GONE -> ExitCode.FOLDER_GONE;
                };
            case ProblemException problem ->
                switch (problem.problem()) {
                    case UNAUTHENTICATED -> ExitCode.SIGN_IN;
                    case UNAVAILABLE -> ExitCode.UNREACHABLE;
                    default -> ExitCode.FAILED;
                };
            case SignedOutException _ -> ExitCode.SIGN_IN;
            case FileSystemException _ -> ExitCode.FAILED;
            case IOException _ -> ExitCode.UNREACHABLE;
            default -> ExitCode.FAILED;
        };
    }

    private static String sentence(Exception e) {
        return switch (e) {
            case CommandException own -> String.valueOf(own.getMessage());
            case ProblemException problem ->
                problem.problem() == Problem.INVALID_REQUEST
                                && problem.extensions().containsKey("field")
                        ? problem.extensions().get("field") + ": " + problem.detail()
                        : problem.detail();
            case NoSuchFileException missing -> "there is no file " + missing.getFile();
            case FileSystemException file ->
                file.getFile() + ": " + (file.getReason() == null ? "cannot be used" : file.getReason());
            case IOException io -> Unreachable.sentence(io);
            default -> e.getMessage() == null ? e.toString() : e.getMessage();
        };
    }
}
