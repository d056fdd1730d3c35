package dev.lodur.engine.template;

import dev.lodur.engine.template.Value.Labels;
import dev.lodur.engine.template.Value.Listing;
import dev.lodur.engine.template.Value.Mapping;
import dev.lodur.engine.template.Value.Nil;
import dev.lodur.engine.template.Value.Text;
import dev.lodur.engine.template.Value.Whole;
import java.util.List;

/** Functions on the parts of values: {@code index}, {@code slice}, {@code len}. Texts have bytes. */
final class Indexing {
    private static final int MAX_SLICE_INDEXES = 3;

    private Indexing() {}

    static List<Function> functions() {
        return List.of(
                Function.of("len", Indexing::length, Kind.ANY),
                Function.variadic("index", Indexing::index, Kind.ANY),
                Function.variadic("slice", Indexing::slice, Kind.ANY));
    }

    private static Value length(Arguments arguments) throws FunctionFailure {
        return switch (arguments.value(0)) {
            case Text(String text) -> Whole.of(GoText.byteLength(text));
            case Listing(List<Value> items) -> Whole.of(items.size());
            case Mapping mapping -> Whole.of(mapping.entries().size());
            case Labels labels -> Whole.of(labels.data().fields().size());
            case Nil nil -> throw new FunctionFailure("len of nil pointer");
            case Whole whole -> throw noLength(whole);
            case Value.Real real -> throw noLength(real);
            case Value.Truth truth -> throw noLength(truth);
            case Value.Moment moment -> throw noLength(moment);
        };
    }

    private static FunctionFailure noLength(Value value) {
        return new FunctionFailure("len of type " + value.typeName());
    }

    private static Value index(Arguments arguments) throws FunctionFailure {
        Value value = arguments.value(0);
        if (value instanceof Nil) {
            throw new FunctionFailure("index of untyped nil");
        }
        for (Value index : arguments.from(1)) {
            value = element(value, index);
        }
        return value;
    }

    private static Value element(Value value, Value index) throws FunctionFailure {
        return switch (value) {
            case Text(String text) -> byteAt(GoText.bytes(text), index);
            case Listing(List<Value> items) -> {
                int at = position(index, items.size());
                if (at == items.size()) {
                    throw new FunctionFailure("reflect: slice index out of range");
                }
                yield items.get(at);
            }
            case Mapping mapping -> mapping.entries().getOrDefault(key(index), Nil.INTERFACE);
            case Labels labels -> labels.field(key(index));
            case Nil nil -> throw new FunctionFailure("index of nil pointer");
            case Whole whole -> throw noIndex(whole);
            case Value.Real real -> throw noIndex(real);
            case Value.Truth truth -> throw noIndex(truth);
            case Value.Moment moment -> throw noIndex(moment);
        };
    }

    private static FunctionFailure noIndex(Value value) {
        return new FunctionFailure("can't index item of type " + value.typeName());
    }

    private static Value byteAt(byte[] bytes, Value index) throws FunctionFailure {
        int at = position(index, bytes.length);
        if (at == bytes.length) {
            throw new FunctionFailure("reflect: string index out of range");
        }
        return new Whole(bytes[at] & 0xff, WholeType.UINT8);
    }

    private static String key(Value index) throws FunctionFailure {
        return switch (index) {
            case Text(String text) -> text;
            case Nil nil -> throw new FunctionFailure("value is nil; should be of type string");
            case Whole whole -> throw noKey(whole);
            case Value.Real real -> throw noKey(real);
            case Value.Truth truth -> throw noKey(truth);
            case Value.Moment moment -> throw noKey(moment);
            case Listing listing -> throw noKey(listing);
            case Mapping mapping -> throw noKey(mapping);
            case Labels labels -> throw noKey(labels);
        };
    }

    private static FunctionFailure noKey(Value value) {
        return new FunctionFailure("value has type " + value.typeName() + "; should be string");
    }

    /** An index from 0 up to the length, which is a position for slices. */
    private static int position(Value index, int length) throws FunctionFailure {
        if (index instanceof Nil) {
            throw new FunctionFailure("cannot index slice/array with nil");
        }
        if (!(index instanceof Whole whole)) {
            throw new FunctionFailure("cannot index slice/array with type " + index.typeName());
        }
        if (whole.number() < 0 || whole.number() > length) {
            throw new FunctionFailure("index out of range: " + whole.number());
        }
        return (int) whole.number();
    }

    private static Value slice(Arguments arguments) throws FunctionFailure {
        Value value = arguments.value(0);
        List<Value> indexes = arguments.from(1);
        if (value instanceof Nil) {
            throw new FunctionFailure("slice of untyped nil");
        }
        if (indexes.size() > MAX_SLICE_INDEXES) {
            throw new FunctionFailure("too many slice indexes: " + indexes.size());
        }
        if (value instanceof Text(String text)) {
            if (indexes.size() == MAX_SLICE_INDEXES) {
                throw new FunctionFailure("cannot 3-index slice a string");
            }
            byte[] bytes = GoText.bytes(text);
            Range range = range(indexes, bytes.length);
            return new Text(GoText.text(bytes, range.from(), range.to()));
        }
        if (value instanceof Listing(List<Value> items)) {
            Range range = range(indexes, items.size());
            return new Listing(items.subList(range.from(), range.to()));
        }
        throw new FunctionFailure("can't slice item of type " + value.typeName());
    }

    private record Range(int from, int to) {}

    private static Range range(List<Value> indexes, int length) throws FunctionFailure {
        int from = indexes.isEmpty() ? 0 : position(indexes.get(0), length);
        int to = indexes.size() < 2 ? length : position(indexes.get(1), length);
        int limit = indexes.size() < MAX_SLICE_INDEXES ? length : position(indexes.get(2), length);
        if (from > to || to > limit) {
            String wrong = from > to ? from + " > " + to : to + " > " + limit;
            throw new FunctionFailure("invalid slice index: " + wrong);
        }
        return new Range(from, to);
    }
}
