package dev.lodur.config;

import java.util.Collection;

/** Finds the known name that a person most likely meant: the one with the fewest edits (Levenshtein's distance). */
final class NearestName {
    private static final int LENGTH_MAX = 128;

    private NearestName() {}

    /** The nearest of the known names; the first of several, or empty where none is known. */
    static String of(String name, Collection<String> known) {
        String shortened = name.length() > LENGTH_MAX ? name.substring(0, LENGTH_MAX) : name;
        String nearest = "";
        int nearestDistance = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = distance(shortened, candidate);
            if (distance < nearestDistance) {
                nearest = candidate;
                nearestDistance = distance;
            }
        }
        return nearest;
    }

    static int distance(String left, String right) {
        int[] above = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] row = new int[right.length() + 1];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = above[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[right.length()];
    }
}
