package dev.lodur.engine.row;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which labels the rest of a query looks at, so that parsers need not make the others. Immutable.
 *
 * <p>As in Loki a parser stops when it has made all of them: what is wrong behind that place in a line is no error then.
 * A name that ends as those of taken names do counts also without the ending.
 */
public final class ParserHints {
    /** Every label is wanted. */
    public static final ParserHints ALL = new ParserHints(List.of(), false);

    private final String[] wanted;
    private final boolean nothing;
    private final boolean keepsErrors;

    private ParserHints(Collection<String> wanted, boolean nothing) {
        this.wanted = wanted.toArray(String[]::new);
        this.nothing = nothing;
        this.keepsErrors = wanted.stream().anyMatch(name -> name.startsWith(Row.ERROR_PREFIX));
    }

    /** Only these labels are wanted; where there are none parsers do not run at all. */
    public static ParserHints only(Collection<String> names) {
        Set<String> wanted = new LinkedHashSet<>();
        for (String name : names) {
            wanted.add(name);
            if (name.endsWith(LabelNames.TAKEN_SUFFIX)) {
                wanted.add(name.substring(0, name.length() - LabelNames.TAKEN_SUFFIX.length()));
            }
        }
        return new ParserHints(wanted, wanted.isEmpty());
    }

    /** Whether parsers have nothing to do. */
    boolean wantsNothing() {
        return nothing;
    }

    boolean wants(String name) {
        return wanted.length == 0 || isNamed(name);
    }

    /** Whether a name that begins so may be wanted. */
    boolean wantsPrefix(String prefix) {
        for (String name : wanted) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return wanted.length == 0;
    }

    /** Whether a name is one of those that were asked for by name. */
    boolean isNamed(String name) {
        for (String one : wanted) {
            if (one.equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** How many labels were asked for by name; 0 where all are wanted. */
    int namedCount() {
        return wanted.length;
    }

    /** Whether the query asks for errors, so that a metric query may keep rows that have one. */
    boolean keepsErrors() {
        return keepsErrors;
    }
}
