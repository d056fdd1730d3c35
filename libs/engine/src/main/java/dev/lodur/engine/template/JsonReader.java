package dev.lodur.engine.template;

import dev.lodur.engine.template.Value.Nil;
import dev.lodur.model.GoFloat;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Reads a JSON document as strictly as Go does; numbers are floats. One use. */
final class JsonReader {
    private static final int MAX_DEPTH = 500;

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /** The value of a document, nil where it is none or nests too deeply. */
    static Value read(String text) {
        JsonReader reader = new JsonReader(text);
        try {
            Value value = reader.value();
            reader.skipSpace();
            return reader.at == text.length() ? value : Nil.INTERFACE;
        } catch (Malformed e) {
            return Nil.INTERFACE;
        }
    }

    /** Says that a text is no JSON; nobody asks why. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed() {
            super(null, null, false, false);
        }
    }

    private Value value() throws Malformed {
        skipSpace();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> new Value.Text(string());
            case 't' -> word("true", Value.Truth.TRUE);
            case 'f' -> word("false", Value.Truth.FALSE);
            case 'n' -> word("null", Nil.INTERFACE);
            default -> number();
        };
    }

    private Value object() throws Malformed {
        enter();
        SequencedMap<String, Value> entries = new TreeMap<>(GoText.ORDER);
        if (!tryTake('}')) {
            do {
                skipSpace();
                String name = string();
                take(':');
                entries.put(name, value());
            } while (tryTake(','));
            take('}');
        }
        depth--;
        return new Value.Mapping(entries);
    }

    private Value array() throws Malformed {
        enter();
        List<Value> items = new ArrayList<>();
        if (!tryTake(']')) {
            do {
                items.add(value());
            } while (tryTake(','));
            take(']');
        }
        depth--;
        return new Value.Listing(items);
    }

    private void enter() throws Malformed {
        at++;
        if (++depth > MAX_DEPTH) {
            throw new Malformed();
        }
    }

    private String string() throws Malformed {
        if (peek() != '"') {
            throw new Malformed();
        }
        JsonString string = new JsonString(text, at + 1);
        String value = string.read();
        at = string.end();
        return value;
    }

    private Value word(String word, Value value) throws Malformed {
        if (!text.startsWith(word, at)) {
            throw new Malformed();
        }
        at += word.length();
        return value;
    }

    private Value number() throws Malformed {
        int start = at;
        at += peek() == '-' ? 1 : 0;
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if ((peek() | 0x20) == 'e') {
            at++;
            at += peek() == '+' || peek() == '-' ? 1 : 0;
            digits();
        }
        OptionalDouble number = GoFloat.parse(text.substring(start, at));
        return new Value.Real(number.orElseThrow(Malformed::new));
    }

    private void digits() throws Malformed {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == start) {
            throw new Malformed();
        }
    }

    private boolean tryTake(char wanted) {
        skipSpace();
        boolean there = peek() == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private void take(char wanted) throws Malformed {
        if (!tryTake(wanted)) {
            throw new Malformed();
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipSpace() {
        while (at < text.length() && Lexer.isSpace(text.charAt(at))) {
            at++;
        }
    }
}
