package dev.lodur.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;

/** Numbers of samples, compared with a tolerance: two right ways to sum floats differ in the last digits. */
final class Numbers {
    private static final double RELATIVE_TOLERANCE = 1e-9;
    private static final double ABSOLUTE_TOLERANCE = 1e-12;
    private static final double SECONDS_TOLERANCE = 0.0005;

    private Numbers() {}

    /** The value of a number or of a text that is one; {@code +Inf}, {@code -Inf} and {@code NaN} are. */
    static double value(JsonNode node) {
        if (node.isNumber()) {
            return node.asDouble();
        }
        return switch (node.asText()) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(node.asText());
        };
    }

    static boolean equal(JsonNode left, JsonNode right) {
        double a = value(left);
        double b = value(right);
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Double.isNaN(a) && Double.isNaN(b);
        }
        if (a == b) {
            return true;
        }
        double tolerance = Math.max(RELATIVE_TOLERANCE * Math.max(Math.abs(a), Math.abs(b)), ABSOLUTE_TOLERANCE);
        return Double.isFinite(a) && Double.isFinite(b) && Math.abs(a - b) <= tolerance;
    }

    /** Whether two {@code [seconds, value]} agree. */
    static boolean equalSamples(JsonNode left, JsonNode right) {
        return Math.abs(left.path(0).asDouble() - right.path(0).asDouble()) < SECONDS_TOLERANCE
                && right.has(1)
                && equal(left.get(1), right.get(1));
    }
}
