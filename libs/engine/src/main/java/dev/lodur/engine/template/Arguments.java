package dev.lodur.engine.template;

import java.time.ZonedDateTime;
import java.util.List;

/** The arguments of a call, of the types that the function asks for, and what else it may use. */
record Arguments(List<Value> values, TemplateData data, Budget budget, RegexCache regexes) {
    int count() {
        return values.size();
    }

    Value value(int index) {
        return values.get(index);
    }

    /** The arguments from an index on. */
    List<Value> from(int index) {
        return values.subList(index, values.size());
    }

    String text(int index) {
        return values.get(index) instanceof Value.Text(String text) ? text : "";
    }

    long whole(int index) {
        return values.get(index) instanceof Value.Whole whole ? whole.number() : 0;
    }

    /** A number as a count of characters or so, cut to what fits. */
    int count(int index) {
        return Math.clamp(whole(index), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    double real(int index) {
        return values.get(index) instanceof Value.Real(double number) ? number : 0;
    }

    ZonedDateTime time(int index) {
        return values.get(index) instanceof Value.Moment(ZonedDateTime time) ? time : GoTime.ZERO;
    }
}
