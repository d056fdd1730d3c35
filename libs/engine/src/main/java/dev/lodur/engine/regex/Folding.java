package dev.lodur.engine.regex;

import java.util.HashMap;
import java.util.Map;

/** Which code points are equal when case is ignored, by Unicode's simple folding without the Turkish dotted letters. */
final class Folding {
    /** Nothing beyond this code point has case. */
    static final int HIGHEST = 0x1e943;

    private static final int[] NOTHING = new int[0];

    private Folding() {}

    /** The other code points that differ from this one only in case. */
    static int[] orbit(int codePoint) {
        return Table.ORBITS.getOrDefault(codePoint, NOTHING);
    }

    private static int canonical(int codePoint) {
        if (codePoint == 0x130 || codePoint == 0x131) {
            return codePoint;
        }
        return Character.toLowerCase(Character.toUpperCase(codePoint));
    }

    /** Built when the first expression ignores case: 125,000 code points are looked at, some milliseconds. */
    private static final class Table {
        static final Map<Integer, int[]> ORBITS = build();

        private static Map<Integer, int[]> build() {
            Map<Integer, int[]> byCanonical = new HashMap<>();
            for (int c = 0; c <= HIGHEST; c++) {
                int canonical = canonical(c);
                if (canonical != c || Character.toUpperCase(c) != c) {
                    byCanonical.merge(canonical, new int[] {c}, Table::concat);
                }
            }
            Map<Integer, int[]> orbits = new HashMap<>();
            byCanonical.forEach((canonical, members) -> {
                for (int member : members) {
                    orbits.put(member, without(members, member));
                }
            });
            return orbits;
        }

        private static int[] concat(int[] a, int[] b) {
            int[] both = new int[a.length + b.length];
            System.arraycopy(a, 0, both, 0, a.length);
            System.arraycopy(b, 0, both, a.length, b.length);
            return both;
        }

        private static int[] without(int[] members, int member) {
            int[] others = new int[members.length - 1];
            int size = 0;
            for (int other : members) {
                if (other != member) {
                    others[size++] = other;
                }
            }
            return others;
        }
    }
}
