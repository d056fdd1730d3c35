package dev.lodur.engine.template;

import java.util.List;

/** {@code fromJson}, which makes nil of what is no JSON. */
final class JsonFunctions {
    private JsonFunctions() {}

    static List<Function> functions() {
        return List.of(Function.of("fromJson", JsonFunctions::read, Kind.STRING));
    }

    private static Value read(Arguments arguments) throws FunctionFailure {
        arguments.budget().text(arguments.text(0).length());
        return JsonReader.read(arguments.text(0));
    }
}
