package dev.lodur.engine.regex;

import java.util.List;

/** A regular expression as a tree. Captures and laziness are gone: only whether something matches is of interest. */
sealed interface RegexNode {
    /** Matches the empty text. */
    record Empty() implements RegexNode {}

    /** Matches one character out of a set; none where the set is empty. */
    record Characters(CodePoints set) implements RegexNode {}

    record Concat(List<RegexNode> parts) implements RegexNode {}

    record Alternate(List<RegexNode> branches) implements RegexNode {}

    /** {@code max} is -1 for no upper bound. */
    record Repeat(RegexNode body, int min, int max) implements RegexNode {}

    record Assert(Assertion kind) implements RegexNode {}

    /** Conditions on the place between two bytes. */
    enum Assertion {
        BEGIN_TEXT,
        END_TEXT,
        BEGIN_LINE,
        END_LINE,
        WORD_BOUNDARY,
        NO_WORD_BOUNDARY
    }
}
