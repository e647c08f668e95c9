package dev.cairn.metadata.search;

import dev.cairn.contracts.id.AccountId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.contracts.metadata.SearchHit;
import dev.cairn.metadata.node.Names;
import dev.cairn.metadata.node.NodeRow;
import dev.cairn.search.FileKey;
import dev.cairn.search.FileWords;
import dev.cairn.search.QueryWord;
import dev.cairn.search.SearchIndex;
import dev.cairn.search.Snippets;
import dev.cairn.search.TextQuery;
import dev.cairn.search.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds files by what is in them. The index is asked only about spaces the database says the caller may read, and of its answers only
 * those are told whose names the database still lets the caller read.
 */
final class TextSearch {
    private static final int ROUNDS_MAX = 5;
    /** Folders that stand for one word of a path. */
    private static final int FOLDERS_MAX = 4_096;

    private final JdbcSearch names;
    private final Places places;

    TextSearch(JdbcSearch names, Places places) {
        this.names = names;
        this.places = places;
    }

    /** @param next the offset to go on at; -1 when there is no more */
    record Found(List<SearchHit> hits, int next) {}

    /** @param words folded. What has all of them in its name was found by its name and is left out */
    Found find(
            SearchIndex index,
            AccountId account,
            @Nullable SpaceId space,
            List<String> words,
            Conditions wanted,
            int offset,
            int size) {
        var spaces = spaces(account, space);
        if (spaces.isEmpty() || wanted.foldersOnly()) {
            return new Found(List.of(), -1);
        }
        var asked = words.stream()
                .map(word -> withFolders(account, space, word, words.size()))
                .toList();
        var answers = new ArrayList<Answer>();
        int at = offset;
        for (int round = 0; round < ROUNDS_MAX; round++) {
            int limit = Math.min(size + 1, TextQuery.REACH_MAX - at);
            if (limit <= 0) {
                return new Found(hits(index, asked, answers), -1);
            }
            var keys = index.find(query(spaces, asked, wanted, at, limit));
            for (var answer : answers(account, keys, words, wanted)) {
                if (answers.size() == size) {
                    return new Found(hits(index, asked, answers), at + keys.indexOf(answer.key()));
                }
                answers.add(answer);
            }
            at += keys.size();
            if (keys.size() < limit) {
                return new Found(hits(index, asked, answers), -1);
            }
        }
        return new Found(hits(index, asked, answers), at);
    }

    private Set<SpaceId> spaces(AccountId account, @Nullable SpaceId space) {
        var readable = names.spaces(account);
        return space == null ? readable : readable.contains(space) ? Set.of(space) : Set.of();
    }

    private QueryWord withFolders(AccountId account, @Nullable SpaceId space, String word, int words) {
        var plain = Wording.query(word);
        // One word alone does not ask for all that lies in a folder, and too short a one is in every path.
        return words == 1 || !QueryWord.isPrefix(word)
                ? plain
                : new QueryWord(
                        plain.nameTokens(), plain.textTokens(), names.folders(account, space, word, FOLDERS_MAX));
    }

    private static TextQuery query(
            Set<SpaceId> spaces, List<QueryWord> words, Conditions wanted, int offset, int limit) {
        return new TextQuery(
                spaces,
                words,
                wanted.owner(),
                wanted.modifiedFrom(),
                wanted.modifiedTo(),
                wanted.atLeast(),
                wanted.atMost(),
                offset,
                limit);
    }

    private record Answer(FileKey key, NodeRow row, String path) {}

    /** What may be told, in the order it came. */
    private List<Answer> answers(AccountId account, List<FileKey> keys, List<String> words, Conditions wanted) {
        var rows = names.readable(account, keys);
        var paths = places.of(rows.entrySet().stream()
                .map(found -> new Places.Entry(found.getKey().space(), found.getValue()))
                .toList());
        var answers = new ArrayList<Answer>();
        for (var key : keys) {
            var row = rows.get(key);
            var path = paths.get(key.node());
            if (row != null && path != null && wanted.hold(row) && !hasAll(row.name(), words)) {
                answers.add(new Answer(key, row, path));
            }
        }
        return answers;
    }

    private static boolean hasAll(String name, List<String> words) {
        var folded = Names.fold(name);
        return words.stream().allMatch(folded::contains);
    }

    private static List<SearchHit> hits(SearchIndex index, List<QueryWord> words, List<Answer> answers) {
        var texts = index.words(answers.stream().map(Answer::key).toList());
        return answers.stream()
                .map(answer -> new SearchHit(
                        answer.key().space(),
                        answer.path(),
                        answer.row().view(),
                        snippet(texts.get(answer.key()), answer.row(), words)))
                .toList();
    }

    /** Nothing of a content that is not the file's any more. */
    private static List<SearchHit.Part> snippet(@Nullable FileWords read, NodeRow row, List<QueryWord> words) {
        if (read == null || row.body() == null || !row.body().content().equals(read.content())) {
            return List.of();
        }
        return Snippets.of(read.text(), words).stream()
                .map(part -> new SearchHit.Part(part.text(), part.match()))
                .toList();
    }
}
