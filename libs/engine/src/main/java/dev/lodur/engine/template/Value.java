package dev.lodur.engine.template;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.SequencedMap;

/** A value that a template computes with, of one of the few types of Go that occur in templates. Immutable. */
sealed interface Value {
    /** The name of the type as Go prints it. */
    String typeName();

    /** Go's nil: without a type, or as the content of a JSON document, where it has the type of any value. */
    enum Nil implements Value {
        UNTYPED,
        INTERFACE;

        @Override
        public String typeName() {
            return this == UNTYPED ? "<nil>" : "interface {}";
        }
    }

    record Text(String text) implements Value {
        static final Text EMPTY = new Text("");

        @Override
        public String typeName() {
            return "string";
        }
    }

    record Whole(long number, WholeType type) implements Value {
        static Whole of(long number) {
            return new Whole(number, WholeType.INT);
        }

        static Whole of64(long number) {
            return new Whole(number, WholeType.INT64);
        }

        @Override
        public String typeName() {
            return type.typeName();
        }
    }

    record Real(double number) implements Value {
        @Override
        public String typeName() {
            return "float64";
        }
    }

    record Truth(boolean holds) implements Value {
        static final Truth TRUE = new Truth(true);
        static final Truth FALSE = new Truth(false);

        static Truth of(boolean holds) {
            return holds ? TRUE : FALSE;
        }

        @Override
        public String typeName() {
            return "bool";
        }
    }

    record Moment(ZonedDateTime time) implements Value {
        @Override
        public String typeName() {
            return "time.Time";
        }
    }

    /** An array of a JSON document. */
    record Listing(List<Value> items) implements Value {
        @Override
        public String typeName() {
            return "[]interface {}";
        }
    }

    /** An object of a JSON document, sorted by name. */
    record Mapping(SequencedMap<String, Value> entries) implements Value {
        @Override
        public String typeName() {
            return "map[string]interface {}";
        }
    }

    /** The data of the template itself. */
    record Labels(TemplateData data) implements Value {
        @Override
        public String typeName() {
            return "map[string]string";
        }

        Text field(String name) {
            String value = data.field(name);
            return value == null ? Text.EMPTY : new Text(value);
        }
    }

    /** Whether {@code if} takes the value for true: it is not the zero of its type. */
    default boolean isTrue() {
        return switch (this) {
            case Nil nil -> false;
            case Text(String text) -> !text.isEmpty();
            case Whole whole -> whole.number() != 0;
            case Real(double number) -> number != 0;
            case Truth(boolean holds) -> holds;
            case Moment moment -> true;
            case Listing(List<Value> items) -> !items.isEmpty();
            case Mapping mapping -> !mapping.entries().isEmpty();
            case Labels labels -> !labels.data().fields().isEmpty();
        };
    }
}
