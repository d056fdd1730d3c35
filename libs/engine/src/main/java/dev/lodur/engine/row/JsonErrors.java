package dev.lodur.engine.row;

/** What is wrong with a line that should be JSON: the code of the error, and the texts of its details that clients know. */
final class JsonErrors {
    static final String CODE = "JSONParserErr";

    static final String OBJECT = "Value looks like object, but can't find closing '}' symbol";
    static final String ARRAY = "Value is array, but can't find closing ']' symbol";
    static final String STRING = "Value is string, but can't find closing '\"' symbol";
    static final String SYNTAX = "Malformed JSON error";
    static final String ESCAPE = "Encountered an invalid escape sequence in a string";
    static final String UNKNOWN_VALUE = "Unknown value type";
    static final String NO_OBJECT = "expecting json object(6), but it is not";
    static final String DEPTH = "Objects are nested too deeply";

    private JsonErrors() {}
}
