package dev.lodur.engine.row;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.lodur.engine.regex.Regex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code | regexp "(?P<name>re)"}: named groups become labels, those that took no part with the empty value. Lines that do
 * not match stay as they are.
 */
public final class RegexpStep implements RowStep {
    private static final byte[] NOTHING = new byte[0];

    private record Group(int number, String name, String takenName) {}

    private final Regex filter;
    private final Pattern pattern;
    private final List<Group> groups;

    public RegexpStep(ParserHints hints, String regexp) {
        this.filter = Regex.anywhere(regexp);
        this.pattern = Pattern.compile(regexp);
        List<Group> made = new ArrayList<>();
        pattern.namedGroups().forEach((name, number) -> {
            String takenName = name + LabelNames.TAKEN_SUFFIX;
            if (hints.wants(name) || hints.wants(takenName)) {
                made.add(new Group(number, name, takenName));
            }
        });
        made.sort((a, b) -> Integer.compare(a.number(), b.number()));
        this.groups = List.copyOf(made);
    }

    @Override
    public boolean apply(Row row) {
        byte[] bytes = row.line();
        int from = row.lineFrom();
        int to = row.lineTo();
        if (groups.isEmpty() || !filter.matches(bytes, from, to)) {
            return true;
        }
        byte[] line = Arrays.copyOfRange(bytes, from, to);
        Matcher matcher = pattern.matcher(line);
        if (!matcher.find()) {
            return true;
        }
        for (Group group : groups) {
            int start = matcher.start(group.number());
            String name = row.isTaken(group.name()) ? group.takenName() : group.name();
            if (!row.hints().wants(name)) {
                continue;
            }
            if (start < 0) {
                row.extract(name, NOTHING, 0, 0);
            } else {
                row.extract(name, line, start, matcher.end(group.number()));
            }
        }
        return true;
    }
}
