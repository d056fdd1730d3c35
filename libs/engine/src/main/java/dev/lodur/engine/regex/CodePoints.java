package dev.lodur.engine.regex;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** An immutable set of code points as sorted, disjoint ranges; surrogates never belong to it. */
final class CodePoints {
    static final CodePoints NONE = new CodePoints(new int[0]);
    static final CodePoints ANY = of(0, 0x10ffff);
    static final CodePoints ANY_BUT_NEWLINE = of('\n', '\n').negated();
    static final CodePoints DIGITS = of('0', '9');
    static final CodePoints SPACES = of('\t', '\n').union(of('\f', '\r')).union(of(' ', ' '));
    static final CodePoints WORDS =
            of('0', '9').union(of('A', 'Z')).union(of('a', 'z')).union(of('_', '_'));

    private final int[] bounds;

    private CodePoints(int[] bounds) {
        this.bounds = bounds;
    }

    static CodePoints of(int low, int high) {
        return new CodePoints(new int[] {low, high});
    }

    int ranges() {
        return bounds.length / 2;
    }

    int low(int range) {
        return bounds[2 * range];
    }

    int high(int range) {
        return bounds[2 * range + 1];
    }

    int size() {
        int size = 0;
        for (int i = 0; i < ranges(); i++) {
            size += high(i) - low(i) + 1;
        }
        return size;
    }

    boolean contains(int codePoint) {
        for (int i = 0; i < ranges(); i++) {
            if (codePoint >= low(i) && codePoint <= high(i)) {
                return true;
            }
        }
        return false;
    }

    CodePoints union(CodePoints other) {
        long[] all = new long[ranges() + other.ranges()];
        for (int i = 0; i < all.length; i++) {
            CodePoints from = i < ranges() ? this : other;
            int range = i < ranges() ? i : i - ranges();
            all[i] = (long) from.low(range) << 32 | from.high(range);
        }
        Arrays.sort(all);
        int[] merged = new int[2 * all.length];
        int size = 0;
        for (long range : all) {
            int low = (int) (range >>> 32);
            int high = (int) range;
            if (size > 0 && low <= merged[size - 1] + 1) {
                merged[size - 1] = Math.max(merged[size - 1], high);
            } else {
                merged[size++] = low;
                merged[size++] = high;
            }
        }
        return new CodePoints(Arrays.copyOf(merged, size));
    }

    CodePoints negated() {
        int[] gaps = new int[bounds.length + 2];
        int size = 0;
        int next = 0;
        for (int i = 0; i < ranges(); i++) {
            if (next < low(i)) {
                gaps[size++] = next;
                gaps[size++] = low(i) - 1;
            }
            next = high(i) + 1;
        }
        if (next <= 0x10ffff) {
            gaps[size++] = next;
            gaps[size++] = 0x10ffff;
        }
        return new CodePoints(Arrays.copyOf(gaps, size));
    }

    /** These code points and all that differ from them only in case. */
    CodePoints folded() {
        CodePoints all = this;
        for (int i = 0; i < ranges(); i++) {
            int high = Math.min(high(i), Folding.HIGHEST);
            for (int c = low(i); c <= high; c++) {
                for (int other : Folding.orbit(c)) {
                    if (!all.contains(other)) {
                        all = all.union(of(other, other));
                    }
                }
            }
        }
        return all;
    }

    /** The set behind {@code \p{name}}: a general category, a script or {@code Any}; null where there is none. */
    static @Nullable CodePoints unicode(String name) {
        if (name.equals("Any")) {
            return ANY;
        }
        IntPredicate category = category(name);
        if (category != null) {
            return where(category);
        }
        if (name.equals(name.toUpperCase(Locale.ROOT))) {
            return null;
        }
        try {
            Character.UnicodeScript script = Character.UnicodeScript.forName(name);
            return where(c -> Character.UnicodeScript.of(c) == script);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable IntPredicate category(String name) {
        if (name.length() == 1) {
            return "CLMNPSZ".contains(name) ? c -> categoryName(c).startsWith(name) : null;
        }
        return name.length() == 2 ? c -> categoryName(c).equals(name) : null;
    }

    private static String categoryName(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER -> "Lu";
            case Character.LOWERCASE_LETTER -> "Ll";
            case Character.TITLECASE_LETTER -> "Lt";
            case Character.MODIFIER_LETTER -> "Lm";
            case Character.OTHER_LETTER -> "Lo";
            case Character.NON_SPACING_MARK -> "Mn";
            case Character.ENCLOSING_MARK -> "Me";
            case Character.COMBINING_SPACING_MARK -> "Mc";
            case Character.DECIMAL_DIGIT_NUMBER -> "Nd";
            case Character.LETTER_NUMBER -> "Nl";
            case Character.OTHER_NUMBER -> "No";
            case Character.SPACE_SEPARATOR -> "Zs";
            case Character.LINE_SEPARATOR -> "Zl";
            case Character.PARAGRAPH_SEPARATOR -> "Zp";
            case Character.CONTROL -> "Cc";
            case Character.FORMAT -> "Cf";
            case Character.PRIVATE_USE -> "Co";
            case Character.SURROGATE -> "Cs";
            case Character.DASH_PUNCTUATION -> "Pd";
            case Character.START_PUNCTUATION -> "Ps";
            case Character.END_PUNCTUATION -> "Pe";
            case Character.CONNECTOR_PUNCTUATION -> "Pc";
            case Character.OTHER_PUNCTUATION -> "Po";
            case Character.INITIAL_QUOTE_PUNCTUATION -> "Pi";
            case Character.FINAL_QUOTE_PUNCTUATION -> "Pf";
            case Character.MATH_SYMBOL -> "Sm";
            case Character.CURRENCY_SYMBOL -> "Sc";
            case Character.MODIFIER_SYMBOL -> "Sk";
            case Character.OTHER_SYMBOL -> "So";
            default -> "";
        };
    }

    private static CodePoints where(IntPredicate predicate) {
        int[] found = new int[2048];
        int size = 0;
        for (int c = 0; c <= 0x10ffff; c++) {
            if (predicate.test(c)) {
                if (size > 0 && found[size - 1] == c - 1) {
                    found[size - 1] = c;
                } else {
                    if (size + 2 > found.length) {
                        found = Arrays.copyOf(found, found.length * 2);
                    }
                    found[size++] = c;
                    found[size++] = c;
                }
            }
        }
        return new CodePoints(Arrays.copyOf(found, size));
    }
}
