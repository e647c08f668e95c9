package dev.cairn.contracts.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found in spaces the caller may read: first what has all words in its name, then what has them in its text, name, attributes
 * and path together.
 *
 * @param next for the next page; null when this is the last
 * @param namesOnly whether only names were searched, as what is in files cannot be searched now
 */
public record SearchPage(List<SearchHit> hits, @Nullable String next, boolean namesOnly) {}
