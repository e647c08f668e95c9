package dev.cairn.search.lucene;

import dev.cairn.contracts.id.NodeId;
import dev.cairn.contracts.id.SpaceId;
import dev.cairn.search.QueryWord;
import dev.cairn.search.TextQuery;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Questions in the terms of Lucene. */
final class Queries {
    private static final float NAME_BOOST = 4;
    private static final float TITLE_BOOST = 2;
    /** The word itself counts more than what begins with it. */
    private static final float PREFIX_BOOST = 0.3f;

    private Queries() {}

    static Query of(TextQuery question) {
        var all = new BooleanQuery.Builder();
        var own = new BooleanQuery.Builder();
        for (var word : question.words()) {
            var inFile = inFile(word);
            own.add(inFile, Occur.SHOULD);
            all.add(word.folders().isEmpty() ? inFile : either(inFile, inFolders(word)), Occur.MUST);
        }
        if (question.words().stream().anyMatch(word -> !word.folders().isEmpty())) {
            all.add(own.build(), Occur.FILTER);
        }
        all.add(
                in(
                        Documents.SPACE,
                        question.spaces().stream().map(SpaceId::toString).toList()),
                Occur.FILTER);
        if (question.owner() != null) {
            all.add(new TermQuery(new Term(Documents.OWNER, question.owner().toString())), Occur.FILTER);
        }
        if (question.sizeMin() > 0 || question.sizeMax() < Long.MAX_VALUE) {
            all.add(LongField.newRangeQuery(Documents.SIZE, question.sizeMin(), question.sizeMax()), Occur.FILTER);
        }
        var from = question.modifiedFrom();
        var to = question.modifiedTo();
        if (from != null || to != null) {
            all.add(
                    LongField.newRangeQuery(
                            Documents.MODIFIED,
                            from == null ? Long.MIN_VALUE : from.getEpochSecond(),
                            to == null ? Long.MAX_VALUE : to.getEpochSecond()),
                    Occur.FILTER);
        }
        return all.build();
    }

    private static Query inFile(QueryWord word) {
        return new BooleanQuery.Builder()
                .add(boosted(words(Documents.NAME_WORDS, word.nameTokens()), NAME_BOOST), Occur.SHOULD)
                .add(boosted(words(Documents.TITLE, word.textTokens()), TITLE_BOOST), Occur.SHOULD)
                .add(words(Documents.ABOUT, word.textTokens()), Occur.SHOULD)
                .add(words(Documents.TEXT, word.textTokens()), Occur.SHOULD)
                .build();
    }

    private static Query boosted(Query query, float boost) {
        return new BoostQuery(query, boost);
    }

    /** All tokens occur in the field; nothing does when there are none. */
    private static Query words(String field, List<String> tokens) {
        var all = new BooleanQuery.Builder();
        for (int i = 0; i < tokens.size(); i++) {
            var token = new Term(field, tokens.get(i));
            boolean last = i == tokens.size() - 1;
            all.add(
                    last && QueryWord.isPrefix(token.text())
                            ? either(new TermQuery(token), boosted(new PrefixQuery(token), PREFIX_BOOST))
                            : new TermQuery(token),
                    Occur.MUST);
        }
        return all.build();
    }

    private static Query inFolders(QueryWord word) {
        var folders = word.folders().stream().map(NodeId::toString).toList();
        return boosted(new ConstantScoreQuery(in(Documents.PARENT, folders)), PREFIX_BOOST);
    }

    private static Query in(String field, Collection<String> values) {
        return new TermInSetQuery(field, values.stream().map(BytesRef::new).toList());
    }

    private static Query either(Query one, Query other) {
        return new BooleanQuery.Builder()
                .add(one, Occur.SHOULD)
                .add(other, Occur.SHOULD)
                .build();
    }
}
