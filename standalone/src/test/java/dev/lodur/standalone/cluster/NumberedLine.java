package dev.lodur.standalone.cluster;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line that a {@link Checker} pushes: its text says which it is. */
record NumberedLine(int stream, int number) {
    private static final Pattern TEXT = Pattern.compile("stream=(\\d+) number=(\\d+) level=info .*");
    private static final String FILLER = "msg=\"request served\" path=/index.html status=200 duration=12ms";

    String text() {
        return "stream=" + stream + " number=" + number + " level=info " + FILLER;
    }

    static Optional<NumberedLine> of(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new NumberedLine(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }
}
